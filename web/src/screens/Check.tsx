import { Alert, Button, Select } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams, useSearchParams } from 'react-router'
import { useKnownPoints, usePaper, usePaperChange, usePapers, type KnownPoint, type PaperRow, type PaperView } from '../api/papers'
import { Chip } from '../parts/Chip'
import { day } from '../parts/format'
import { useKeys } from '../parts/keys'
import { LinkButton } from '../parts/LinkButton'
import { Screen } from '../parts/Screen'
import { chosenWords, type Chosen } from '../parts/segments'
import { Answered, Failure } from '../parts/states'
import { CheckPaper } from './CheckPaper'
import { CheckPoints } from './CheckPoints'
import { History } from './CheckHistory'
import { PaperState } from './PaperState'
import { askedFrom } from './papersAsked'
import { useCheck, type Check as CheckState } from './useCheck'

/** 文书解构核对: the paper on the left, what was read from it on the right, one key per act. */
export default function Check() {
  const { t } = useTranslation()
  const { key = '' } = useParams()
  const query = usePaper(key)
  const view = query.data
  return (
    <Screen
      title={view ? [view.title, view.case_number].filter(Boolean).join(' · ') || view.source_name : t('check.one')}
      beside={view && <About view={view} />}
      actions={view && <Ways view={view} />}
    >
      <Answered query={query} rows={14}>{(data) => <OfQueue key={data.key} view={data} />}</Answered>
    </Screen>
  )
}

/** A paper of the list: finishing it opens the next one. */
function OfQueue({ view }: { view: PaperView }) {
  const navigate = useNavigate()
  const change = usePaperChange(view.key)
  const { next, search } = useNeighbours(view.key)
  const goNext = () => void navigate(next ? `/papers/${next.key}?${search}` : `/papers?${search}`)
  const finished = view.state === 'checked'
  const finish = () => change.mutate({ checked: !finished }, { onSuccess: finished ? undefined : goNext })
  return <Checking view={view} finished={finished} finish={finish} goNext={goNext} numbered={[]} />
}

function About({ view }: { view: PaperView }) {
  const { t } = useTranslation()
  return (
    <>
      <PaperState state={view.state} by={view.checked_by} />
      <span className="quiet">
        {view.court} · {day(view.signed_on)}
      </span>
      {view.written !== null && <Chip tone={view.written ? 'good' : 'calm'}>{t(view.written ? 'check.written' : 'check.writing')}</Chip>}
      {view.masked && <Chip tone="warn">{t('check.masked')}</Chip>}
    </>
  )
}

/** The queue around this paper, as the list was filtered. */
function useNeighbours(key: string): { next: PaperRow | undefined; place: number; count: number; search: string } {
  const [search] = useSearchParams()
  const { data } = usePapers(askedFrom(search))
  const rows = data?.items ?? []
  const place = rows.findIndex((row) => row.key === key)
  return { next: rows[place + 1] ?? rows.find((row) => row.key !== key), place: place + 1, count: data?.count ?? 0, search: search.toString() }
}

function Ways({ view }: { view: PaperView }) {
  const { t } = useTranslation()
  const { place, count, search, next } = useNeighbours(view.key)
  return (
    <>
      {place > 0 && <span className="quiet">{t('check.place', { place, count })}</span>}
      {view.case_id !== null && <LinkButton to={`/cases/${view.case_id}`}>{t('check.open_case')}</LinkButton>}
      <LinkButton to={`/papers?${search}`}>{t('check.list')}</LinkButton>
      {next && <LinkButton to={`/papers/${next.key}?${search}`}>{t('check.next')}</LinkButton>}
    </>
  )
}

interface CheckingProps {
  view: PaperView
  finished: boolean
  finish: () => void
  goNext: () => void
  /** Info points that have a number: with words selected, their key adds them. */
  numbered: readonly KnownPoint[]
}

/** A paper and its values side by side, with everything that can be done to them. */
export function Checking({ view, finished, finish, goNext, numbered }: CheckingProps) {
  const { t } = useTranslation()
  const check = useCheck(view)
  const words = useChosenWords(view.text)
  const [editing, setEditing] = useState(false)
  const [adding, setAdding] = useState<Chosen | null>(null)
  const act = useActs(view, check, words, { edit: () => setEditing(true), add: setAdding, finish, goNext, numbered })
  return (
    <>
      {view.why_not && <Alert className="space" type="info" showIcon title={view.why_not} />}
      <div className="check">
        <CheckPaper view={view} lit={check.current?.point?.key} onPoint={check.go} />
        <div className="check-side">
          <CheckPoints view={view} check={check} editing={editing} onEdited={() => setEditing(false)} numbered={numbered} />
          {check.error !== null && check.error !== undefined && <Failure error={check.error} />}
          {adding && <Adding words={adding} check={check} onDone={() => setAdding(null)} />}
          {view.can_correct && <Acts act={act} check={check} words={words} finished={finished} />}
        </div>
      </div>
      <History view={view} />
      <p className="flat quiet">{numbered.length ? t('labelling.keys') : t('check.keys')}</p>
    </>
  )
}

/** The words of the paper that are selected now. */
function useChosenWords(text: string): Chosen | null {
  const [words, setWords] = useState<Chosen | null>(null)
  useEffect(() => {
    const look = () => setWords(chosenWords(window.getSelection(), text))
    document.addEventListener('selectionchange', look)
    return () => document.removeEventListener('selectionchange', look)
  }, [text])
  return words
}

interface ActsOf {
  settle: () => void
  edit: () => void
  add: () => void
  finish: () => void
}

interface Outside {
  edit: () => void
  add: (words: Chosen) => void
  finish: () => void
  goNext: () => void
  numbered: readonly KnownPoint[]
}

function useActs(view: PaperView, check: CheckState, words: Chosen | null, outside: Outside): ActsOf {
  const done = () => window.getSelection()?.removeAllRanges()
  const acts = {
    settle: () => (check.settle(words), done()),
    edit: () => view.can_correct && outside.edit(),
    add: () => view.can_correct && words && outside.add(words),
    finish: outside.finish,
  }
  const number = (point: KnownPoint) => () => {
    if (words) return (check.add(point, words), done())
    const line = check.lines.find(({ code }) => code === point.code)
    return line && check.go(line.key)
  }
  useKeys({
    enter: () => view.can_correct && acts.settle(),
    e: acts.edit,
    d: () => check.reject(),
    a: acts.add,
    u: () => check.undo(),
    j: () => check.step(1),
    k: () => check.step(-1),
    n: outside.goNext,
    ...Object.fromEntries(outside.numbered.slice(0, 9).map((point, place) => [place + 1, number(point)])),
  })
  return acts
}

/** What can be done with the current value, each with its key. */
function Acts({ act, check, words, finished }: { act: ActsOf; check: CheckState; words: Chosen | null; finished: boolean }) {
  const { t } = useTranslation()
  const { point } = check.current ?? {}
  return (
    <div className="acts" role="toolbar" aria-label={t('check.acts')}>
      <p className="flat one-line" role="status" data-testid="chosen-words">
        {words ? t('check.chosen', { words: words.text, name: check.current?.name ?? '' }) : t('check.choose')}
      </p>
      <div className="bar">
        <Button type="primary" disabled={check.busy || (!point && !words)} onMouseDown={keepSelection} onClick={act.settle}>
          {words ? t('check.use') : t('check.confirm')} <kbd>Enter</kbd>
        </Button>
        <Button disabled={check.busy || !point} onClick={act.edit}>
          {t('check.edit')} <kbd>E</kbd>
        </Button>
        <Button danger disabled={check.busy || !point} onClick={check.reject}>
          {t('check.reject')} <kbd>D</kbd>
        </Button>
        <Button disabled={check.busy || !words} onMouseDown={keepSelection} onClick={act.add}>
          {t('check.add')} <kbd>A</kbd>
        </Button>
      </div>
      <div className="bar">
        <Button disabled={check.busy || !check.canUndo} onClick={check.undo}>
          {t('check.undo')} <kbd>U</kbd>
        </Button>
        <Button disabled={check.busy} onClick={act.finish}>
          {finished ? t('check.reopen') : t('check.finish')}
        </Button>
        <Button type="text" disabled={check.busy} onClick={check.readAgain}>
          {t('check.read_again')}
        </Button>
      </div>
    </div>
  )
}

/** A button that acts on the selected words may not take the selection away. */
const keepSelection = (event: React.MouseEvent) => event.preventDefault()

function Adding({ words, check, onDone }: { words: Chosen; check: CheckState; onDone: () => void }) {
  const { t } = useTranslation()
  const known = useKnownPoints().data ?? []
  const groups = [...new Set(known.map(({ group }) => group))]
  const options = groups.map((group) => ({
    label: group,
    options: known.filter((point) => point.group === group).map(({ code, name }) => ({ value: code, label: name })),
  }))
  const choose = (code: string) => {
    const point = known.find((one) => one.code === code)
    if (point) check.add(point, words)
    onDone()
  }
  return (
    <div className="acts">
      <p className="flat">{t('check.add_as', { words: words.text })}</p>
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        autoFocus
        defaultOpen
        style={{ width: '100%' }}
        aria-label={t('check.add_which')}
        placeholder={t('check.add_which')}
        options={options}
        onSelect={choose}
        onBlur={onDone}
        onKeyDown={(event) => event.key === 'Escape' && onDone()}
      />
    </div>
  )
}
