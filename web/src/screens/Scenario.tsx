import { Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams } from 'react-router'
import { useScenario, useStartRun } from '../api/queries'
import type { ScenarioDetail } from '../api/types'
import { Chip, StatusChip } from '../parts/Chip'
import { count, day, moment, share } from '../parts/format'
import { BasisList, FalseAlarms } from '../parts/Grounds'
import { Screen } from '../parts/Screen'
import { Answered, Failure, Loading } from '../parts/states'
import { useMe } from '../shell/session'
import { EmbedButtons } from './EmbedButtons'
import { Params } from './Params'

const LONG = 90

const Graph = lazy(() => import('./Graph'))

export default function Scenario() {
  const { t } = useTranslation()
  const { name = '' } = useParams()
  const query = useScenario(name)
  const scenario = query.data
  return (
    <Screen
      title={scenario?.title ?? t('scenario.one')}
      beside={scenario && <Standing scenario={scenario} />}
      actions={scenario && <Actions scenario={scenario} />}
    >
      <Answered query={query} rows={14}>
        {(detail) => <Page scenario={detail} />}
      </Answered>
    </Screen>
  )
}

const Standing = ({ scenario }: { scenario: ScenarioDetail }) => {
  const { t } = useTranslation()
  return (
    <>
      <StatusChip status={scenario.status} label={scenario.status_label} />
      <Chip>{t('alert.version', { version: scenario.version })}</Chip>
      <span className="quiet">{scenario.panel.join(' · ')}</span>
    </>
  )
}

function Actions({ scenario }: { scenario: ScenarioDetail }) {
  const { t } = useTranslation()
  const { can } = useMe()
  const navigate = useNavigate()
  const start = useStartRun()
  const run = () => start.mutate(scenario.name, { onSuccess: ({ id }) => void navigate(`/runs/${id}`) })
  return (
    <>
      {start.error && <Failure error={start.error} />}
      {can.includes('export') && (
        <Button href={`/api/clues/export?scenario=${scenario.name}`} download>
          {t('scenario.export')}
        </Button>
      )}
      {can.includes('embed') && <EmbedButtons scenario={scenario} />}
      {can.includes('run') && (
        <Button type="primary" loading={start.isPending} onClick={run}>
          {t('scenario.run')}
        </Button>
      )}
    </>
  )
}

function Page({ scenario }: { scenario: ScenarioDetail }) {
  const { t } = useTranslation()
  return (
    <>
      <Sentence scenario={scenario} />
      <Numbers scenario={scenario} />
      <section className="card" aria-labelledby="graph">
        <h2 className="h3" id="graph">
          {t('scenario.graph')}
        </h2>
        <Suspense fallback={<Loading />}>
          <Graph nodes={scenario.graph.nodes} />
        </Suspense>
      </section>
      <div className="two-cards">
        <section className="card">
          <h2 className="h3">{t('scenario.params')}</h2>
          <Params params={scenario.params} />
          <h2 className="h3 above">{t('scenario.embedded_at')}</h2>
          <EmbeddedAt scenario={scenario} />
          <h2 className="h3 above">{t('scenario.message')}</h2>
          <p className="flat">{scenario.alert}</p>
        </section>
        <section className="card">
          <h2 className="h3">{t('basis.title')}</h2>
          <BasisList basis={scenario.basis} />
          <h2 className="h3 above">{t('basis.false_alarms')}</h2>
          <FalseAlarms notes={scenario.false_alarms} />
          <h2 className="h3 above">{t('scenario.last_run')}</h2>
          <LastRun scenario={scenario} />
        </section>
      </div>
    </>
  )
}

/** What the scenario asks, and how the model answers it, read back in words. */
function Sentence({ scenario }: { scenario: ScenarioDetail }) {
  const { t } = useTranslation()
  const [whole, setWhole] = useState(false)
  const long = scenario.sentence.length > LONG
  return (
    <div className="sentence" data-testid="sentence">
      <p className="asks">{scenario.asks}</p>
      <p className={long && !whole ? 'flat reading one-line' : 'flat reading'}>
        <b>{t('scenario.reading')}</b> {scenario.sentence}
      </p>
      {long && (
        <button type="button" className="link" aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {whole ? t('scenario.less') : t('scenario.more')}
        </button>
      )}
    </div>
  )
}

function Numbers({ scenario: { name, numbers } }: { scenario: ScenarioDetail }) {
  const { t } = useTranslation()
  const { menus } = useMe()
  const pending = menus.includes('clues') ? <Link to={`/clues?scenario=${name}&verdict=pending`}>{count(numbers.pending)}</Link> : count(numbers.pending)
  const pairs = [
    [t('clue.clues'), count(numbers.clues)],
    [t('verdict.pending'), pending],
    [t('verdict.confirmed'), count(numbers.confirmed)],
    [t('verdict.refuted'), count(numbers.refuted)],
    [t('verdict.doubtful'), count(numbers.doubtful)],
    [t('scenario.precision'), share(numbers.precision)],
    [t('scenario.lower'), share(numbers.precision_lower)],
    [t('alert.alerts'), count(numbers.alerts)],
    [t('scenario.answered'), count(numbers.answered)],
    [t('scenario.helpful_rate'), share(numbers.helpful_rate)],
  ] as const
  return (
    <dl className="card numbers">
      {pairs.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function EmbeddedAt({ scenario }: { scenario: ScenarioDetail }) {
  const { t } = useTranslation()
  if (!scenario.embedded.length) return <p className="flat">{t('scenario.not_embedded')}</p>
  return (
    <ul className="list">
      {scenario.embedded.map((place) => (
        <li key={place.milestone}>
          {t('scenario.since', { label: place.label, day: day(place.since) })}
        </li>
      ))}
    </ul>
  )
}

function LastRun({ scenario: { last_run } }: { scenario: ScenarioDetail }) {
  const { t } = useTranslation()
  if (!last_run) return <p className="flat">{t('scenario.never_run')}</p>
  return (
    <p className="flat">
      <Link to={`/runs/${last_run.id}`}>{moment(last_run.started_at)}</Link>{' '}
      {t('scenario.run_result', { fresh: count(last_run.new_clues), known: count(last_run.known_clues), skipped: count(last_run.not_evaluated) })}
    </p>
  )
}
