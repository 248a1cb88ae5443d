import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Evidence } from '../api/types'
import { cell } from './format'
import { keyValues, type IsKey } from './keyValues'

const FEW = 5

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

/** Notes that differ get a column; one that all rows share stands in the heading, unless it repeats the table's name. */
const notesOf = (group: Group) => new Set(group.rows.map((row) => row.note))
const hasNotes = (group: Group) => notesOf(group).size > 1
const captionOf = (group: Group) => [...notesOf(group)].filter((note) => note && note !== group.label && !hasNotes(group)).join('')

/** The rows that made the clue, as tables with Chinese headings; the values that decided are marked. */
export function EvidenceTables({ evidence, message }: { evidence: readonly Evidence[]; message: string }) {
  const { t } = useTranslation()
  const isKey = keyValues(evidence, message)
  if (!evidence.length) return <p className="quiet">{t('evidence.none')}</p>
  return (
    <div className="evidence">
      {grouped(evidence).map((group) => (
        <GroupTable key={group.label} group={group} isKey={isKey} />
      ))}
    </div>
  )
}

function GroupTable({ group, isKey }: { group: Group; isKey: IsKey }) {
  const { t } = useTranslation()
  const [all, setAll] = useState(group.rows.length <= FEW + 1)
  return (
    <div>
      <div className="scroll" tabIndex={0} role="region" aria-label={group.label}>
          <table className="rows">
            <caption>
              {group.label}
              <span className="quiet"> {[captionOf(group), t('evidence.rows', { count: group.rows.length })].filter(Boolean).join(' · ')}</span>
            </caption>
            <thead>
              <tr>
                {group.columns.map((column) => (
                  <th key={column} scope="col">
                    {group.labels[column] ?? column}
                  </th>
                ))}
                {hasNotes(group) && <th scope="col">{t('evidence.note')}</th>}
              </tr>
            </thead>
            <tbody>
              {(all ? group.rows : group.rows.slice(0, FEW)).map((row, place) => (
                <tr key={`${place}-${row.key}`}>
                  {group.columns.map((column) => {
                    const text = cell(column, row.columns[column])
                    return <td key={column}>{isKey(row, column) ? <mark>{text}</mark> : text}</td>
                  })}
                  {hasNotes(group) && <td className="note">{row.note}</td>}
                </tr>
              ))}
            </tbody>
          </table>
      </div>
      {!all && (
        <button type="button" className="link" onClick={() => setAll(true)}>
          {t('evidence.all', { count: group.rows.length })}
        </button>
      )}
    </div>
  )
}
