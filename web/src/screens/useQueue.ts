import { useCallback, useEffect, useRef, useState } from 'react'
import { fetchClues, useVerdict, type ClueFilter } from '../api/queries'
import type { ClueRow, Verdict } from '../api/types'

const PAGE = 50
const NEAR_END = 8

export interface Queue {
  rows: readonly ClueRow[]
  current: ClueRow | undefined
  error: unknown
  ready: boolean
  busy: boolean
  canUndo: boolean
  go: (place: number) => void
  step: (by: number) => void
  give: (verdict: Verdict, note: string) => void
  undo: () => void
  reload: () => void
}

/** Where the next page starts: rows verified here have already left the server's list of pending ones. */
export const nextOffset = (rows: readonly ClueRow[], filter: ClueFilter): number =>
  filter.verdict === 'pending' ? rows.filter((row) => !row.verdict).length : rows.length

/** `more` after `rows`, without those already there. */
export function joined(rows: readonly ClueRow[], more: readonly ClueRow[]): ClueRow[] {
  const seen = new Set(rows.map((row) => row.id))
  return [...rows, ...more.filter((row) => !seen.has(row.id))]
}

/** Rows under the filter, loaded page by page; verified ones stay in sight so that they can be undone. */
function useRows(filter: ClueFilter) {
  const [rows, setRows] = useState<ClueRow[]>()
  const [error, setError] = useState<unknown>()
  const state = useRef({ loading: false, ended: false })
  const load = useCallback(async (from: readonly ClueRow[]) => {
    if (state.current.loading || state.current.ended) return
    state.current.loading = true
    try {
      const page = await fetchClues(filter, nextOffset(from, filter), PAGE)
      state.current.ended = page.items.length < PAGE
      setRows((old) => joined(old ?? [], page.items))
      setError(undefined)
    } catch (failure) {
      setError(failure)
    } finally {
      state.current.loading = false
    }
  }, []) // eslint-disable-line -- the filter is fixed for the life of a queue (its key)
  useEffect(() => void load([]), [load])
  const put = useCallback((next: ClueRow) => setRows((old) => old?.map((row) => (row.id === next.id ? { ...row, ...next } : row))), [])
  return { rows, error, load, put }
}

/** The queue: which clue is current, one verdict per call, and the way back. */
export function useQueue(filter: ClueFilter, startId: number | undefined): Queue {
  const { rows, error, load, put } = useRows(filter)
  const [place, setPlace] = useState(0)
  const [given, setGiven] = useState<number[]>([])
  const verdict = useVerdict((clue) => put(clue))
  useEffect(() => {
    if (rows && place > rows.length - NEAR_END) void load(rows)
  }, [rows, place, load])
  useEffect(() => {
    const found = rows?.findIndex((row) => row.id === startId) ?? -1
    if (found > 0) setPlace(found)
  }, [rows === undefined]) // eslint-disable-line -- only once, when the first rows are there
  const list = rows ?? []
  const go = (to: number) => setPlace(Math.max(0, Math.min(to, list.length - 1)))
  const current = list[place]
  const give = (word: Verdict, note: string) => {
    if (!current || verdict.isPending) return
    const { id } = current
    verdict.mutate({ id, verdict: word, note }, { onSuccess: () => (setGiven((ids) => [...ids, id]), go(place + 1)) })
  }
  const undo = () => {
    const id = given.at(-1) ?? (current?.verdict ? current.id : undefined)
    if (id === undefined || verdict.isPending) return
    const back = () => (setGiven((ids) => ids.slice(0, -1)), go(list.findIndex((row) => row.id === id)))
    verdict.mutate({ id, verdict: '', note: '' }, { onSuccess: back })
  }
  return {
    rows: list,
    current,
    error: error ?? verdict.error,
    ready: rows !== undefined || error !== undefined,
    busy: verdict.isPending,
    canUndo: given.length > 0 || !!current?.verdict,
    go,
    step: (by) => go(place + by),
    give,
    undo,
    reload: () => void load(list),
  }
}
