import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useGuides } from '../api/casework'
import { useMe } from '../shell/session'

/** The way from a case to its element tables; nothing where there is no guide for its cause. */
export function Guides({ caseId }: { caseId: number }) {
  const { t } = useTranslation()
  const { can } = useMe()
  const { data } = useGuides(caseId, can.includes('see_documents'))
  if (!data?.length) return null
  return (
    <section className="card" aria-labelledby="guides">
      <h2 className="h3" id="guides">{t('elements.title')}</h2>
      <p className="quiet flat">{t('elements.told')}</p>
      {data.map(({ name, title }) => (
        <p key={name} className="flat"><Link to={`/cases/${caseId}/elements/${name}`}>{title}</Link></p>
      ))}
    </section>
  )
}
