import { useTranslation } from 'react-i18next'
import type { Basis } from '../api/types'
import { Certainty } from './Certainty'

/** The legal basis: law, article, since when in force, and how sure we are of the wording. */
export function BasisList({ basis }: { basis: readonly Basis[] }) {
  const { t } = useTranslation()
  return (
    <ul className="list">
      {basis.map((item) => (
        <li key={item.law + item.article}>
          {t('basis.law', { law: item.law })} {item.article}
          {item.in_force && <span className="quiet"> · {t('basis.in_force', { day: item.in_force })}</span>}
          {item.certainty && <Certainty mark={item.certainty} />}
          {item.note && <div className="quiet">{item.note}</div>}
        </li>
      ))}
    </ul>
  )
}

/** What would make this wrong; a person should check these first. */
export const FalseAlarms = ({ notes }: { notes: readonly string[] }) => (
  <ul className="list">
    {notes.map((note) => (
      <li key={note}>{note}</li>
    ))}
  </ul>
)
