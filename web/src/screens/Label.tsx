import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { useLabelled, useLabelSet, type LabelSetView } from '../api/labelling'
import { usePaper, type KnownPoint, type PaperView } from '../api/papers'
import { Chip } from '../parts/Chip'
import { LinkButton } from '../parts/LinkButton'
import { Screen } from '../parts/Screen'
import { Answered } from '../parts/states'
import { Checking } from './Check'

/** The paper with the points of the set alone: what stands of them, and those still to be marked. */
function narrowed(view: PaperView, points: readonly KnownPoint[]): PaperView {
  const codes = new Set(points.map(({ code }) => code))
  const own = view.points.filter(({ code }) => codes.has(code))
  const there = new Set(own.filter(({ act }) => act !== 'reject').map(({ code }) => code))
  const groups = new Map(points.map(({ code, group }) => [code, group]))
  return {
    ...view,
    points: own.map((point) => ({ ...point, group: groups.get(point.code) ?? point.group })),
    missing: points.filter(({ code }) => !there.has(code)),
  }
}

/** Labels one paper of a set: select words, press the number of a point. */
export default function Label() {
  const { t } = useTranslation()
  const { set = '', key = '' } = useParams()
  const sets = useLabelSet(Number(set))
  const paper = usePaper(key)
  return (
    <Screen
      title={sets.data && paper.data ? [sets.data.kind, paper.data.case_number || paper.data.source_name || key].join(' · ') : t('menu.labelling')}
      beside={sets.data && <About set={sets.data} view={paper.data} />}
      actions={<LinkButton to={`/labelling/${set}`}>{t('labelling.list')}</LinkButton>}
    >
      <Answered query={sets} rows={14}>
        {(data) => <Answered query={paper} rows={14}>{(view) => <One key={view.key} set={data} view={view} />}</Answered>}
      </Answered>
    </Screen>
  )
}

function About({ set, view }: { set: LabelSetView; view: PaperView | undefined }) {
  const { t } = useTranslation()
  return (
    <>
      <span className="quiet">{t('labelling.progress', { done: set.done, papers: set.papers })}</span>
      {view?.masked && <Chip tone="warn">{t('check.masked')}</Chip>}
    </>
  )
}

function One({ set, view }: { set: LabelSetView; view: PaperView }) {
  const navigate = useNavigate()
  const labelled = useLabelled(set.id)
  const shown = useMemo(() => narrowed(view, set.points), [view, set.points])
  const finished = !!set.tasks.find((task) => task.key === view.key)?.done_by
  const goNext = (now: LabelSetView = set) => {
    const next = now.tasks.find((task) => !task.done_by && task.key !== view.key)
    void navigate(next ? `/labelling/${set.id}/${next.key}` : `/labelling/${set.id}`)
  }
  const finish = () => labelled.mutate({ key: view.key, done: !finished }, { onSuccess: finished ? undefined : goNext })
  return <Checking view={shown} finished={finished} finish={finish} goNext={() => goNext()} numbered={set.points} />
}
