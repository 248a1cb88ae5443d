import { Tooltip } from 'antd'
import { useTranslation } from 'react-i18next'
import { Chip, type Tone } from './Chip'

const TONES: Record<string, Tone> = { V: 'good', M: 'warn', D: 'plain' }

/** V: the text was read; M: from memory, to be checked; D: a default of ours. Said in words. */
export function Certainty({ mark }: { mark: string }) {
  const { t } = useTranslation()
  const key = mark in TONES ? (mark as 'V' | 'M' | 'D') : 'M'
  return (
    <Tooltip title={t(`certainty.${key}.text`)}>
      <span className="gap">
        <Chip tone={TONES[key]}>{t(`certainty.${key}.word`)}</Chip>
      </span>
    </Tooltip>
  )
}
