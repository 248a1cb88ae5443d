import { useTranslation } from 'react-i18next'
import { share } from './format'

interface PrecisionProps {
  precision: number | null | undefined
  lower: number | null | undefined
}

/** Verified precision as a bar whose dark part ends at the lower bound, with both numbers in words. */
export function PrecisionCell({ precision, lower }: PrecisionProps) {
  const { t } = useTranslation()
  if (precision == null) return <span className="quiet">{t('scenario.unverified')}</span>
  return (
    <span className="precision">
      <span className="precision-bar" aria-hidden="true">
        <span style={{ width: `${precision * 100}%` }} />
        <span className="lower" style={{ width: `${(lower ?? 0) * 100}%` }} />
      </span>
      {share(precision)}
      <span className="quiet">{t('scenario.at_least', { share: share(lower) })}</span>
    </span>
  )
}
