import { memo, useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { PaperPoint, PaperView } from '../api/papers'
import { paragraphs, type Paragraph, type Segment } from '../parts/segments'

interface CheckPaperProps {
  view: PaperView
  lit: string | undefined
  onPoint: (key: string) => void
}

const HEADING = 40
const LOOKS = ['said', 'doubt', 'read'] as const
type Look = (typeof LOOKS)[number]
type Looks = ReadonlyMap<string, Look>

/** How a value looks in the paper: said by a person, doubtful, or read. Rejected values leave no mark. */
const look = (point: PaperPoint): Look => (point.act ? 'said' : point.doubtful ? 'doubt' : 'read')

/** The paper as it is printed, with the words of every value marked; the current value is lit and in sight. */
export function CheckPaper({ view, lit, onPoint }: CheckPaperProps) {
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  const inText = useMemo(() => view.points.filter(({ act }) => act !== 'reject'), [view.points])
  const parts = useMemo(() => paragraphs(view.text, inText), [view.text, inText])
  const looks: Looks = useMemo(() => new Map(inText.map((point) => [point.key, look(point)])), [inText])
  const choose = useRef(onPoint)
  choose.current = onPoint
  useEffect(() => {
    const own = box.current?.querySelector('mark.lit')
    if (own && !inSight(own, box.current as Element)) own.scrollIntoView({ block: 'center' })
  }, [lit, parts])
  const onClick = (event: React.MouseEvent) => {
    const keys = (event.target as Element).closest<HTMLElement>('mark')?.dataset['keys']?.split(' ')
    if (!keys || !window.getSelection()?.isCollapsed) return
    const here = keys.indexOf(lit ?? '')
    choose.current(keys[(here + 1) % keys.length] as string)
  }
  return (
    <div className="sheet" ref={box} tabIndex={0} role="group" aria-label={t('check.paper')} data-testid="sheet" onClick={onClick}>
      {view.sections.map((section, place) => (
        <section key={place} aria-label={section.label} className={`sheet-part part-${section.code}`}>
          <span className="sheet-label" aria-hidden="true">{section.label}</span>
          {parts
            .filter(({ at }) => at >= section.start && at < nextStart(view, place))
            .map((part) => (
              <Lines key={part.at} part={part} looks={looks} lit={isLit(part, lit) ? lit : undefined} heading={section.code === 'head' && view.sections.length > 1 && isHeading(part)} />
            ))}
        </section>
      ))}
    </div>
  )
}

/** Sections as the reader found them may leave gaps; a gap belongs to the section before it. */
const nextStart = (view: PaperView, place: number): number => view.sections[place + 1]?.start ?? Infinity

const isLit = (part: Paragraph, lit: string | undefined): boolean => lit !== undefined && part.segments.some(({ keys }) => keys.includes(lit))

const isHeading = ({ segments }: Paragraph): boolean => segments.reduce((length, { text }) => length + text.length, 0) < HEADING

function inSight(own: Element, box: Element): boolean {
  const [mine, whole] = [own.getBoundingClientRect(), box.getBoundingClientRect()]
  return mine.top >= whole.top && mine.bottom <= whole.bottom
}

/** One paragraph. Those out of sight are neither laid out nor painted (content-visibility), so long papers stay quick. */
const Lines = memo(function Lines({ part, looks, lit, heading }: { part: Paragraph; looks: Looks; lit: string | undefined; heading: boolean }) {
  return (
    <p className={heading ? 'sheet-line sheet-heading' : 'sheet-line'}>
      {part.segments.map((segment) => (
        <Words key={segment.at} segment={segment} looks={looks} lit={lit} />
      ))}
    </p>
  )
})

function Words({ segment, looks, lit }: { segment: Segment; looks: Looks; lit: string | undefined }) {
  if (!segment.keys.length) return <span data-at={segment.at}>{segment.text}</span>
  const strongest = LOOKS.find((one) => segment.keys.some((key) => looks.get(key) === one))
  const lighted = lit !== undefined && segment.keys.includes(lit)
  return (
    <mark data-at={segment.at} data-keys={segment.keys.join(' ')} className={`${strongest}${lighted ? ' lit' : ''}`}>
      {segment.text}
    </mark>
  )
}
