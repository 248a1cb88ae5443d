import { useTranslation } from 'react-i18next'
import type { Evidence } from '../api/types'
import { cell } from './format'
import { keyValues } from './keyValues'

interface Group {
  label: string
  columns: string[]
  labels: Record<string, string>
  rows: Evidence[]
}

/** Rows of the same table stand under one heading, in the order in which they came. */
export function grouped(evidence: readonly Evidence[]): Group[] {
  const groups = new Map<string, Group>()
  for (const row of evidence) {
    const group = groups.get(row.table) ?? { label: row.table_label, columns: [], labels: {}, rows: [] }
    group.columns.push(...Object.keys(row.columns).filter((column) => !group.columns.includes(column)))
    Object.assign(group.labels, row.labels)
    group.rows.push(row)
    groups.set(row.table, group)
  }
  return [...groups.values()]
}

/** The rows that made the clue, as tables with Chinese headings; the values that decided are marked. */
export function EvidenceTables({ evidence, message }: { evidence: readonly Evidence[]; message: string }) {
  const { t } = useTranslation()
  const isKey = keyValues(evidence, message)
  if (!evidence.length) return <p className="quiet">{t('evidence.none')}</p>
  return (
    <div className="evidence">
      {grouped(evidence).map((group) => (
        <div key={group.label} className="scroll" tabIndex={0} role="region" aria-label={group.label}>
          <table className="rows">
            <caption>
              {group.label}
              <span className="quiet"> {t('evidence.rows', { count: group.rows.length })}</span>
            </caption>
            <thead>
              <tr>
                {group.columns.map((column) => (
                  <th key={column} scope="col">
                    {group.labels[column] ?? column}
                  </th>
                ))}
                {group.rows.some((row) => row.note) && <th scope="col">{t('evidence.note')}</th>}
              </tr>
            </thead>
            <tbody>
              {group.rows.map((row) => (
                <tr key={row.key}>
                  {group.columns.map((column) => {
                    const text = cell(column, row.columns[column])
                    return <td key={column}>{isKey(row, column) ? <mark>{text}</mark> : text}</td>
                  })}
                  {group.rows.some((other) => other.note) && <td className="note">{row.note}</td>}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ))}
    </div>
  )
}
