import { useTranslation } from 'react-i18next'
import type { PaperPoint } from '../api/papers'
import { Chip, type Tone } from './Chip'
import { share } from './format'

const TONES: Record<'high' | 'middle' | 'low', Tone> = { high: 'plain', middle: 'calm', low: 'warn' }
const ACT_TONES: Record<string, Tone> = { confirm: 'good', change: 'good', add: 'good', reject: 'bad' }

/** How sure the reader is, in a word with the number behind it; or what a person did. */
export function Sure({ point }: { point: PaperPoint }) {
  const { t } = useTranslation()
  if (point.act) return <Chip tone={ACT_TONES[point.act]}>{t(`check.act.${point.act as 'confirm'}`)}</Chip>
  if (!point.sure) return null
  return (
    <span title={t('check.sure_number', { share: share(point.confidence) })}>
      <Chip tone={TONES[point.sure]}>{t(`check.sure.${point.sure}`)}</Chip>
    </span>
  )
}
