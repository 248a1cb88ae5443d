import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useAdmission, useTryAdmission } from '../api/queries'
import type { Trial } from '../api/types'
import { Answered } from '../parts/states'

/** Whether a check of the scenario is quick enough to be embedded: what was measured, what is wrong, what to do. */
export function Admission({ name }: { name: string }) {
  const { t } = useTranslation()
  const query = useAdmission(name)
  const trial = useTryAdmission(name)
  return (
    <section aria-label={t('admission.title')}>
      <div className="head">
        <h3 className="h3">{t('admission.title')}</h3>
        <Button size="small" loading={trial.isPending} onClick={() => trial.mutate()}>
          {query.data?.tried ? t('admission.again') : t('admission.try')}
        </Button>
      </div>
      <Answered query={query}>{(found) => <Found trial={found} />}</Answered>
      {trial.error && <Alert type="error" showIcon title={t('admission.failed')} description={String(trial.error)} />}
    </section>
  )
}

function Found({ trial }: { trial: Trial }) {
  const { t } = useTranslation()
  if (!trial.tried) return <p className="quiet">{t('admission.untried')}</p>
  return (
    <>
      <p className={trial.admitted ? 'quiet' : 'flat'}>{t(trial.admitted ? 'admission.admitted' : 'admission.refused')}</p>
      <ul className="list quiet">
        {trial.timings.map((timing) => (
          <li key={timing.of}>
            {timing.cases
              ? t('admission.timing', { label: timing.label, cases: timing.cases, p50: ms(timing.p50_ms), p99: ms(timing.p99_ms), limit: trial.p99_ms })
              : t('admission.no_cases', { label: timing.label })}
          </li>
        ))}
      </ul>
      {trial.findings.map((finding) => (
        <Alert
          key={finding.kind + finding.node}
          className="space"
          type={finding.refused ? 'error' : 'warning'}
          showIcon
          title={t('admission.finding', { kind: finding.kind_label, title: finding.title })}
          description={`${finding.problem}。${finding.cure}。`}
        />
      ))}
    </>
  )
}

const ms = (value: number) => value.toFixed(1)
