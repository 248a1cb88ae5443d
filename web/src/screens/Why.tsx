import { useQuery } from '@tanstack/react-query'
import { Checkbox, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client, take } from '../api/client'
import { useScenarios } from '../api/queries'
import type { components } from '../api/schema'
import { Answered } from '../parts/states'
import { useMe } from '../shell/session'

type Explanation = components['schemas']['Why']
type Step = components['schemas']['WhyStep']

const useWhy = (caseId: number, scenario: string | undefined) =>
  useQuery({
    queryKey: ['why', caseId, scenario],
    enabled: scenario !== undefined,
    queryFn: () =>
      take(client.GET('/api/cases/{case_id}/why/{scenario}', { params: { path: { case_id: caseId, scenario: scenario ?? '' } } })),
  })

/** A scenario is chosen, and the way of the case through it is shown. */
export function Why({ caseId }: { caseId: number }) {
  const { t } = useTranslation()
  const { can } = useMe()
  const scenarios = useScenarios(can.includes('see_documents'))
  const [chosen, setChosen] = useState<string>()
  const query = useWhy(caseId, chosen)
  if (!can.includes('see_documents')) return null
  const options = scenarios.data?.map(({ name, title }) => ({ value: name, label: title })) ?? []
  return (
    <section className="card" aria-labelledby="why">
      <h2 className="h3" id="why">
        {t('why.title')}
      </h2>
      <p className="quiet flat">{t('why.told')}</p>
      <Select aria-label={t('why.choose')} placeholder={t('why.choose')} value={chosen} onChange={setChosen} options={options} optionFilterProp="label" showSearch style={{ width: 280 }} />
      {chosen && <Answered query={query}>{(found) => <Way found={found} />}</Answered>}
    </section>
  )
}

function Way({ found }: { found: Explanation }) {
  const { t } = useTranslation()
  const [all, setAll] = useState(false)
  const shown = found.steps.filter((step) => all || step.state !== 'idle')
  return (
    <>
      <p className="say" data-testid="why">{found.sentence}</p>
      <ol className="plain-list" aria-label={t('why.steps')}>
        {shown.map((step) => (
          <OneStep key={step.node} step={step} />
        ))}
      </ol>
      <Checkbox checked={all} onChange={(event) => setAll(event.target.checked)}>
        {t('why.all')}
      </Checkbox>
    </>
  )
}

const OneStep = ({ step }: { step: Step }) => {
  const { t } = useTranslation()
  return (
    <li className={`why-step ${step.state}`}>
      <div className="line">
        <b>{step.label}</b>
        <span className="quiet">{t(`why.${step.state}`, { count: step.count })}</span>
      </div>
      <div className="quiet">{step.sentence}</div>
      {step.lost.map((words) => (
        <p key={words} className="why-lost">
          {words}
        </p>
      ))}
      {[...step.rows, ...step.lost_rows].map((row, place) => (
        <p key={place} className="why-row">
          {Object.entries(row).map(([name, value]) => `${name} ${value}`).join('；')}
        </p>
      ))}
    </li>
  )
}
