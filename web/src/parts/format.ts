/** How numbers, shares, days and moments are written; a dash stands for what is not known. */
import dayjs from 'dayjs'
import i18next from 'i18next'

export const NONE = '—'
const grouped = new Intl.NumberFormat('zh-CN')
const money = new Intl.NumberFormat('zh-CN', { minimumFractionDigits: 2, maximumFractionDigits: 2 })

export const count = (n: number | null | undefined): string => (n == null ? NONE : grouped.format(n))

export const share = (ratio: number | null | undefined): string =>
  ratio == null ? NONE : `${Math.floor(ratio * 1000) / 10} %`

export const day = (at: string | null | undefined): string => (at ? dayjs(at).format('YYYY-MM-DD') : NONE)

export const moment = (at: string | null | undefined): string => (at ? dayjs(at).format('YYYY-MM-DD HH:mm') : NONE)

export const yuan = (fen: number): string => money.format(fen / 100)

const ISO_MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/

/** A value of an evidence row as a person reads it; `_fen` columns hold integer fen. */
export function cell(column: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return NONE
  if (typeof value === 'boolean') return i18next.t(value ? 'value.yes' : 'value.no')
  if (typeof value === 'number') return column.endsWith('_fen') ? `¥ ${yuan(value)}` : plainNumber(column, value)
  if (typeof value === 'string' && ISO_MOMENT.test(value)) return value.replace('T', ' ').slice(0, 16).replace(' 00:00', '')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** Identifiers keep their digits together; amounts are grouped. */
const plainNumber = (column: string, value: number): string =>
  /(^|_)(id|key|year|number)$/.test(column) ? String(value) : grouped.format(value)

/** The names without what all of them begin and end with, for narrow axes. */
export function withoutCommonEnds(names: readonly string[]): string[] {
  if (new Set(names).size < 2) return [...names]
  const head = commonStart(names)
  const tail = commonStart(names.map((name) => [...name.slice(head)].reverse().join('')))
  const short = names.map((name) => name.slice(head, name.length - tail))
  return short.every(Boolean) ? short : [...names]
}

function commonStart(names: readonly string[]): number {
  const first = names[0] ?? ''
  let length = 0
  while (length < first.length && names.every((name) => name[length] === first[length])) length += 1
  return length
}
