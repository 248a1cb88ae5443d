import { Drawer, Steps } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { useCase, useDocument } from '../api/queries'
import type { CaseView } from '../api/types'
import { AlertCard } from '../parts/AlertCard'
import { Chip, LevelChip, VerdictChip } from '../parts/Chip'
import { FactGrid } from '../parts/FactGrid'
import { day } from '../parts/format'
import { Screen } from '../parts/Screen'
import { Answered, Nothing } from '../parts/states'
import { Guides } from './Guides'
import { PaperText } from './PaperText'
import { Upload } from './Upload'
import { Why } from './Why'
import { useMe } from '../shell/session'

export default function Case() {
  const { t } = useTranslation()
  const { id } = useParams()
  const query = useCase(Number(id))
  const view = query.data
  return (
    <Screen
      title={view?.case_number ?? t('case.one')}
      beside={
        view && (
          <>
            <Chip tone="calm">{view.cause}</Chip>
            <Chip>{view.status}</Chip>
            <span className="quiet">{view.court}</span>
          </>
        )
      }
    >
      <Answered query={query} rows={12}>
        {(data) => (
          <>
            <Milestones view={data} />
            <div className="case">
              <div>
                <About view={data} />
                <Papers view={data} />
                <Guides caseId={data.case_id} />
              </div>
              <div>
                <AlertsOf view={data} />
                <CluesOf view={data} />
                <Why caseId={data.case_id} />
              </div>
            </div>
          </>
        )}
      </Answered>
    </Screen>
  )
}

const STEPS_SHOWN = 9

/** The newest milestones that still fit, with the days on which they were passed. */
function Milestones({ view }: { view: CaseView }) {
  const now = Math.max(0, view.milestones.findLastIndex(({ state }) => state !== 'next'))
  const start = Math.max(0, Math.min(now - STEPS_SHOWN + 4, view.milestones.length - STEPS_SHOWN))
  const items = view.milestones.slice(start, start + STEPS_SHOWN).map(({ label, passed_at }) => ({
    title: label,
    content: passed_at ? day(passed_at) : undefined,
  }))
  return (
    <div className="card milestones" data-testid="milestones">
      <Steps size="small" titlePlacement="vertical" current={now - start} status={view.milestones[now]?.state === 'done' ? 'finish' : 'process'} items={items} />
    </div>
  )
}

function About({ view }: { view: CaseView }) {
  const { t } = useTranslation()
  return (
    <section className="card" aria-labelledby="facts">
      <h2 className="h3" id="facts">
        {t('case.facts')}
      </h2>
      <FactGrid facts={view.facts} />
      <h2 className="h3 above">{t('case.parties')}</h2>
      <ul className="plain-list tight-list">
        {view.parties.map((party, place) => (
          <li key={place} className="line">
            <Chip>{party.role}</Chip> {party.name} <span className="quiet">{party.kind}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Papers({ view }: { view: CaseView }) {
  const { t } = useTranslation()
  const { can } = useMe()
  const [open, setOpen] = useState<number>()
  const [bringing, setBringing] = useState(false)
  return (
    <section className="card" aria-labelledby="papers">
      <h2 className="h3 line" id="papers">
        {t('case.papers')}
        {can.includes('upload') && (
          <button type="button" className="link push quiet" onClick={() => setBringing(true)}>
            {t('papers.upload')}
          </button>
        )}
      </h2>
      {bringing && <Upload caseId={view.case_id} onClose={() => setBringing(false)} />}
      {!view.documents.length && <p className="flat quiet">{t('case.no_papers')}</p>}
      <ul className="plain-list tight-list">
        {view.documents.map((paper) => (
          <li key={paper.document_id} className="line">
            {can.includes('see_documents') ? (
              <button type="button" className="link" onClick={() => setOpen(paper.document_id)}>
                {paper.doc_type}
              </button>
            ) : (
              paper.doc_type
            )}
            <span className="quiet push">{day(paper.signed_on)}</span>
            {can.includes('see_papers') && <Link to={`/papers/d${paper.document_id}`}>{t('case.check_paper')}</Link>}
          </li>
        ))}
      </ul>
      <Drawer open={open !== undefined} onClose={() => setOpen(undefined)} size={860} title={t('case.paper')}>
        <Paper id={open} />
      </Drawer>
    </section>
  )
}

function Paper({ id }: { id: number | undefined }) {
  const query = useDocument(id)
  return (
    <Answered query={query}>
      {(paper) => (
        <>
          <h2 className="h3">
            {paper.doc_type} · {day(paper.signed_on)}
          </h2>
          <PaperText paper={paper} />
        </>
      )}
    </Answered>
  )
}

function AlertsOf({ view }: { view: CaseView }) {
  const { t } = useTranslation()
  return (
    <section aria-labelledby="alerts">
      <h2 className="h3 line" id="alerts">
        {t('case.alerts')}
        <span className="quiet">{t('case.unanswered', { count: view.alerts.filter((alert) => !alert.answer).length })}</span>
      </h2>
      {!view.alerts.length && (
        <div className="card">
          <Nothing text={t('case.no_alerts')} />
        </div>
      )}
      {view.alerts.map((alert, place) => (
        <AlertCard key={alert.id} alert={alert} inCase open={place === 0} />
      ))}
    </section>
  )
}

function CluesOf({ view }: { view: CaseView }) {
  const { t } = useTranslation()
  if (!view.clues.length) return null
  return (
    <section className="card" aria-labelledby="clues">
      <h2 className="h3" id="clues">
        {t('case.clues')}
      </h2>
      <ul className="plain-list">
        {view.clues.map((clue) => (
          <li key={clue.id}>
            <div className="line">
              <LevelChip level={clue.level} label={clue.level_label} />
              <Link to={`/clues/${clue.id}?verdict=all&scenario=${clue.scenario}`}>{clue.title}</Link>
              <VerdictChip verdict={clue.verdict} />
            </div>
            {clue.message}
          </li>
        ))}
      </ul>
    </section>
  )
}
