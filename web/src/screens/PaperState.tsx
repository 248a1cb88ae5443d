import { useTranslation } from 'react-i18next'
import { Chip, type Tone } from '../parts/Chip'

const TONES: Record<string, Tone> = { waiting: 'plain', checking: 'calm', checked: 'good' }

/** How far people have come with a paper, and who finished it. */
export function PaperState({ state, by }: { state: 'waiting' | 'checking' | 'checked'; by: string }) {
  const { t } = useTranslation()
  return <Chip tone={TONES[state]}>{state === 'checked' && by ? t('papers.checked_by', { name: by }) : t(`papers.state.${state}`)}</Chip>
}
