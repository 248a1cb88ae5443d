import { Progress } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Run } from '../api/types'
import { Chip, type Tone } from '../parts/Chip'
import { NONE } from '../parts/format'

const TONES: Record<string, Tone> = { done: 'good', failed: 'bad', running: 'calm', queued: 'plain' }
const STATES = ['queued', 'running', 'done', 'failed'] as const
const BAR = { done: 'success', failed: 'exception', running: 'active', queued: 'normal' } as const

const stateOf = (run: Run) => STATES.find((state) => state === run.state) ?? 'queued'

export function RunState({ run }: { run: Run }) {
  const { t } = useTranslation()
  return <Chip tone={TONES[run.state]}>{t(`run.state.${stateOf(run)}`)}</Chip>
}

export function RunBar({ run, size }: { run: Run; size?: 'small' | 'medium' }) {
  const { t } = useTranslation()
  return (
    <Progress
      aria-label={t('run.progress')}
      percent={Math.floor(run.percent)}
      status={BAR[stateOf(run)]}
      size={size ?? 'small'}
      format={(percent) => <span className="ink">{percent} %</span>}
    />
  )
}

export const seconds = (n: number | null | undefined, t: ReturnType<typeof useTranslation>['t']) =>
  n == null ? NONE : t('run.in_seconds', { n: n.toFixed(n < 10 ? 1 : 0) })
