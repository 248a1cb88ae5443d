/** Horizontal bars; loaded only by the screens that draw. */
import { BarChart } from 'echarts/charts'
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { FONTS } from '../theme'

use([BarChart, GridComponent, TooltipComponent, LegendComponent, AriaComponent, CanvasRenderer])

export interface Series {
  name: string
  colour: string
  values: number[]
}

interface BarsProps {
  label: string
  names: readonly string[]
  series: readonly Series[]
  onPick?: (place: number) => void
}

const INK = '#1f2733'
const ROOM = 370
const rowHeight = (rows: number) => Math.max(24, Math.min(40, ROOM / rows))

const option = ({ label, names, series }: BarsProps) => ({
  aria: { enabled: true, decal: { show: series.length > 1 }, label: { description: label } },
  animation: false,
  textStyle: { fontFamily: FONTS, color: INK },
  color: series.map(({ colour }) => colour),
  tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, confine: true },
  legend: series.length > 1 ? { top: 0, left: 0, itemWidth: 18, textStyle: { color: INK } } : undefined,
  grid: { left: 4, right: 44, top: series.length > 1 ? 30 : 4, bottom: 4, containLabel: true },
  xAxis: { type: 'value', minInterval: 1, splitLine: { lineStyle: { color: '#e3e6eb' } }, axisLabel: { show: false } },
  yAxis: {
    type: 'category',
    inverse: true,
    data: names,
    axisTick: { show: false },
    axisLabel: { color: INK, fontSize: 13, width: 150, overflow: 'truncate' },
  },
  series: series.map(({ name, values }, place) => ({
    name,
    type: 'bar',
    stack: 'all',
    barMaxWidth: 18,
    data: values,
    label: place === series.length - 1 ? totalLabel(series) : undefined,
  })),
})

/** The sum of the stack, written at its end. */
const totalLabel = (series: readonly Series[]) => ({
  show: true,
  position: 'right',
  color: INK,
  formatter: ({ dataIndex }: { dataIndex: number }) =>
    String(series.reduce((sum, { values }) => sum + (values[dataIndex] ?? 0), 0)),
})

export default function Bars(props: BarsProps) {
  const box = useRef<HTMLDivElement>(null)
  const pick = useRef(props.onPick)
  pick.current = props.onPick
  useEffect(() => {
    if (!box.current) return
    const chart = init(box.current)
    chart.setOption(option(props))
    chart.on('click', ({ dataIndex }) => pick.current?.(dataIndex))
    const watch = new ResizeObserver(() => chart.resize())
    watch.observe(box.current)
    return () => {
      watch.disconnect()
      chart.dispose()
    }
  }, [props])
  const height = props.names.length * rowHeight(props.names.length) + (props.series.length > 1 ? 36 : 10)
  return <div ref={box} role="img" aria-label={props.label} style={{ height }} />
}
