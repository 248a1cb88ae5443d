import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { VERDICTS, type Verdict } from '../api/types'

export type Tone = 'bad' | 'warn' | 'good' | 'calm' | 'plain'

/** A word in a coloured box; the word, not the colour, carries the meaning. */
export const Chip = ({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) => (
  <span className={`chip chip-${tone}`}>{children}</span>
)

const LEVEL_TONES: Record<string, Tone> = { error: 'bad', high: 'bad', medium: 'warn', low: 'calm', info: 'plain' }

export const LevelChip = ({ level, label }: { level: string; label: string }) => (
  <Chip tone={LEVEL_TONES[level] ?? 'plain'}>{label}</Chip>
)

export const VERDICT_TONES: Record<Verdict, Tone> = { confirmed: 'good', refuted: 'bad', doubtful: 'warn' }
export const isVerdict = (word: string): word is Verdict => (VERDICTS as readonly string[]).includes(word)

export function VerdictChip({ verdict }: { verdict: string }) {
  const { t } = useTranslation()
  if (!isVerdict(verdict)) return <Chip>{t('verdict.pending')}</Chip>
  return <Chip tone={VERDICT_TONES[verdict]}>{t(`verdict.${verdict}`)}</Chip>
}

const STATUS_TONES: Record<string, Tone> = { embedded: 'good', trial_run: 'calm', rollout: 'calm', retired: 'plain' }

export const StatusChip = ({ status, label }: { status: string; label: string }) => (
  <Chip tone={STATUS_TONES[status] ?? 'plain'}>{label}</Chip>
)
