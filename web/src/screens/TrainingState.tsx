import { Progress } from 'antd'
import { useTranslation } from 'react-i18next'
import type { TrainingView } from '../api/labelling'
import { Chip, type Tone } from '../parts/Chip'

const TONES: Record<string, Tone> = { queued: 'plain', running: 'calm', done: 'good', failed: 'bad' }

/** How far a training has come. */
export function TrainingState({ training }: { training: TrainingView | null }) {
  const { t } = useTranslation()
  if (!training) return <span className="quiet">{t('labelling.never')}</span>
  const state = training.state as 'queued' | 'running' | 'done' | 'failed'
  return (
    <span className="done">
      <Chip tone={TONES[state]}>{t(`labelling.state.${state}`, { papers: training.papers })}</Chip>
      {state === 'running' && <Progress percent={training.percent} size="small" aria-label={t('labelling.training')} />}
    </span>
  )
}
