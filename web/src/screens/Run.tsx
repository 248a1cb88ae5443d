import { useQueryClient } from '@tanstack/react-query'
import { Alert } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { isGoing, useRun } from '../api/queries'
import { useStream } from '../api/stream'
import type { Run as RunData } from '../api/types'
import { count, day, moment } from '../parts/format'
import { LinkButton } from '../parts/LinkButton'
import { Screen } from '../parts/Screen'
import { Answered } from '../parts/states'
import { RunBar, RunState, seconds } from './RunParts'

/** One screening: the server's stream tells its progress; without the stream it is asked every 5 s. */
export default function Run() {
  const { t } = useTranslation()
  const id = Number(useParams()['id'])
  const cache = useQueryClient()
  const [ended, setEnded] = useState(false)
  const live = useStream<RunData>(ended ? null : `/api/runs/${id}/events`, 'progress', (run) => {
    cache.setQueryData(['run', id], run)
    if (isGoing(run)) return
    setEnded(true)
    for (const queryKey of [['runs'], ['scenarios'], ['workbench'], ['scenario', run.scenario]]) void cache.invalidateQueries({ queryKey })
  })
  const query = useRun(id, live)
  const run = query.data
  return (
    <Screen
      title={run ? t('run.title', { title: run.title }) : t('run.one')}
      beside={run && <RunState run={run} />}
      actions={<LinkButton to="/runs">{t('run.all')}</LinkButton>}
    >
      <Answered query={query}>{(data) => <Progressing run={data} live={live} />}</Answered>
    </Screen>
  )
}

function Progressing({ run, live }: { run: RunData; live: boolean }) {
  const { t } = useTranslation()
  return (
    <section className="card run" aria-label={t('run.progress')}>
      <div className="run-bar" data-testid="run-bar">
        <RunBar run={run} size="medium" />
      </div>
      <p className="say" role="status" data-testid="stage">
        {isGoing(run) ? t('run.now', { stage: run.stage }) : run.state === 'failed' ? t('run.broke') : t('run.finished', { fresh: count(run.new_clues), known: count(run.known_clues) })}
      </p>
      {run.error && <Alert type="error" showIcon title={t('run.failed')} description={run.error} />}
      <RunNumbers run={run} />
      {isGoing(run) && <p className="flat quiet">{live ? t('run.leave') : t('run.polling')}</p>}
      {run.state === 'done' && (
        <div className="bar">
          <LinkButton type="primary" to={`/clues?scenario=${run.scenario}&verdict=pending`}>
            {t('run.verify')}
          </LinkButton>
          <LinkButton to={`/scenarios/${run.scenario}`}>{t('run.back')}</LinkButton>
        </div>
      )}
    </section>
  )
}

function RunNumbers({ run }: { run: RunData }) {
  const { t } = useTranslation()
  const pairs = [
    [t('run.rows'), count(run.rows)],
    [t('run.new_clues'), count(run.new_clues)],
    [t('run.known_clues'), count(run.known_clues)],
    [t('run.not_evaluated'), count(run.not_evaluated)],
    [t('run.seconds'), seconds(run.seconds, t)],
    [t('run.as_of'), day(run.as_of)],
    [t('run.started_at'), moment(run.started_at)],
    [t('run.asked_by'), run.asked_by],
  ]
  return (
    <dl className="numbers flat-numbers">
      {pairs.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
