import { Input, Segmented, type InputRef } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { KnownPoint, PaperPoint, PaperView } from '../api/papers'
import { Chip } from '../parts/Chip'
import { Sure } from '../parts/Sure'
import { Nothing } from '../parts/states'
import { countOf, SHOWN, type Check, type Line, type Shown } from './useCheck'

interface CheckPointsProps {
  view: PaperView
  check: Check
  editing: boolean
  onEdited: () => void
  numbered: readonly KnownPoint[]
}

/** The values by group; the current one is open, and can be typed anew. */
export function CheckPoints({ view, check, editing, onEdited, numbered }: CheckPointsProps) {
  const { t } = useTranslation()
  const options = SHOWN.map((value) => ({ value, label: t(`check.shown.${value}`, { count: countOf(view, value) }) }))
  return (
    <section className="card values" aria-label={t('check.values')}>
      <Segmented<Shown> block size="small" options={options} value={check.shown} onChange={check.show} aria-label={t('check.filter')} />
      <div className="values-rows" tabIndex={0} role="group" aria-label={t('check.values')} data-testid="values">
        {!check.lines.length && <Nothing text={t(`check.none.${check.shown}`)} />}
        {grouped(check.lines).map(([group, lines]) => (
          <section key={group} aria-label={group}>
            <h2 className="values-group">{group}</h2>
            <ol className="plain-list">
              {lines.map((line) => (
                <Value key={line.key} line={line} check={check} editing={editing && line === check.current} onEdited={onEdited} number={1 + numbered.slice(0, 9).findIndex(({ code }) => code === line.code)} />
              ))}
            </ol>
          </section>
        ))}
      </div>
    </section>
  )
}

function grouped(lines: readonly Line[]): [string, Line[]][] {
  const groups = new Map<string, Line[]>()
  for (const line of lines) groups.set(line.group, [...(groups.get(line.group) ?? []), line])
  return [...groups]
}

interface ValueProps {
  line: Line
  check: Check
  editing: boolean
  onEdited: () => void
  /** The key of its info point, 0 when it has none. */
  number: number
}

function Value({ line, check, editing, onEdited, number }: ValueProps) {
  const { t } = useTranslation()
  const own = useRef<HTMLLIElement>(null)
  const current = line.key === check.current?.key
  useEffect(() => {
    if (current) own.current?.scrollIntoView({ block: 'nearest' })
  }, [current])
  const { point } = line
  return (
    <li ref={own}>
      <button type="button" className={current ? 'value current' : 'value'} aria-current={current} data-commands onClick={() => check.go(line.key)}>
        <span className="value-name">
          {number > 0 && <kbd className="number">{number}</kbd>}
          {line.name}
        </span>
        <span className={point?.act === 'reject' ? 'value-text rejected' : 'value-text'}>{point ? point.shown : t('check.not_read')}</span>
        <span className="value-chips">{point ? <Sure point={point} /> : <Chip tone="warn">{t('check.missing')}</Chip>}</span>
        {current && point && <Origin point={point} />}
      </button>
      {editing && point && <Retype point={point} check={check} onDone={onEdited} />}
    </li>
  )
}

/** Who says so, and what stood there before. */
function Origin({ point }: { point: PaperPoint }) {
  const { t } = useTranslation()
  const found = point.act ? t('check.by_person', { name: point.by }) : t(`check.who.${point.who}`)
  return (
    <span className="value-origin">
      {found}
      {point.text && point.text !== point.shown && <> · {t('check.words', { text: point.text })}</>}
      {point.act === 'change' && <> · {t('check.before', { value: point.old_value ?? '—' })}</>}
    </span>
  )
}

function Retype({ point, check, onDone }: { point: PaperPoint; check: Check; onDone: () => void }) {
  const { t } = useTranslation()
  const [value, setValue] = useState(point.value ?? point.text)
  const field = useRef<InputRef>(null)
  useEffect(() => field.current?.focus({ cursor: 'all' }), [])
  const keep = () => {
    check.retype(value)
    onDone()
  }
  return (
    <div className="retype">
      <Input
        ref={field}
        aria-label={t('check.retype', { name: point.name })}
        value={value}
        maxLength={2000}
        onChange={(event) => setValue(event.target.value)}
        onPressEnter={keep}
        onKeyDown={(event) => event.key === 'Escape' && onDone()}
      />
      <span className="quiet">{t('check.retype_keys')}</span>
    </div>
  )
}
