import type { Evidence } from '../api/types'
import { cell } from './format'

export type IsKey = (row: Evidence, column: string) => boolean
const MATCHING = 6

/** Which values decided: those the message tells and those that occur in two tables. */
export function keyValues(evidence: readonly Evidence[], message: string): IsKey {
  const tables = new Map<string, Set<string>>()
  for (const row of evidence) {
    for (const [column, value] of Object.entries(row.columns)) {
      const text = cell(column, value)
      if (text.length >= MATCHING) tables.set(text, (tables.get(text) ?? new Set()).add(row.table))
    }
  }
  const told = (text: string) => text.length > 1 && message.includes(text)
  const shared = (text: string) => (tables.get(text)?.size ?? 0) > 1
  return (row, column) => {
    const text = cell(column, row.columns[column])
    return told(text) || shared(text)
  }
}
