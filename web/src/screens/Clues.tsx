import { Progress, Segmented, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { useClueTally, useScenarios, type ClueFilter } from '../api/queries'
import { count } from '../parts/format'
import { Screen } from '../parts/Screen'
import { useMe } from '../shell/session'
import { Queue } from './Queue'

const LEVELS = ['error', 'high', 'medium', 'low', 'info'] as const
const STATES = ['pending', 'confirmed', 'refuted', 'doubtful'] as const

/** The queue of clues to verify; its filter lives in the address. */
export default function Clues() {
  const { t } = useTranslation()
  const [asked] = useSearchParams()
  const filter: ClueFilter = {
    scenario: asked.get('scenario') ?? undefined,
    level: LEVELS.find((level) => level === asked.get('level')),
    verdict: asked.get('verdict') === 'all' ? undefined : (STATES.find((state) => state === asked.get('verdict')) ?? 'pending'),
  }
  return (
    <Screen title={t('menu.clues')} beside={<Done filter={filter} />} actions={<Filters filter={filter} />}>
      <Queue key={JSON.stringify(filter)} filter={filter} />
    </Screen>
  )
}

function Done({ filter }: { filter: ClueFilter }) {
  const { t } = useTranslation()
  const tally = useClueTally(filter).data
  if (!tally) return null
  const done = tally.count - tally.pending
  return (
    <span className="done">
      <Progress aria-label={t('clues.progress')} percent={tally.count ? (done / tally.count) * 100 : 0} showInfo={false} size="small" />
      <span data-testid="done">{t('clues.done', { done: count(done), all: count(tally.count) })}</span>
    </span>
  )
}

function Filters({ filter }: { filter: ClueFilter }) {
  const { t } = useTranslation()
  const [, setAsked] = useSearchParams()
  const ask = (name: string) => (value: string | undefined) =>
    setAsked((old) => {
      if (value) old.set(name, value)
      else old.delete(name)
      return old
    })
  const verdicts = [...STATES.map((value) => ({ value, label: t(`verdict.${value}`) })), { value: 'all', label: t('clues.all') }]
  return (
    <>
      <ScenarioFilter value={filter.scenario} onChange={ask('scenario')} />
      <Select
        aria-label={t('clues.level')}
        placeholder={t('clues.level')}
        allowClear
        value={filter.level}
        onChange={ask('level')}
        options={LEVELS.map((value) => ({ value, label: t(`level.${value}`) }))}
        style={{ width: 110 }}
      />
      <Segmented aria-label={t('clues.state')} value={filter.verdict ?? 'all'} onChange={ask('verdict')} options={verdicts} />
    </>
  )
}

function ScenarioFilter({ value, onChange }: { value: string | undefined; onChange: (name: string | undefined) => void }) {
  const { t } = useTranslation()
  const { menus } = useMe()
  const scenarios = useScenarios(menus.includes('scenarios')).data
  if (!scenarios) return null
  return (
    <Select
      aria-label={t('scenario.one')}
      placeholder={t('clues.any_scenario')}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      value={value}
      onChange={onChange}
      options={scenarios.map((row) => ({ value: row.name, label: row.title }))}
      style={{ width: 200 }}
    />
  )
}
