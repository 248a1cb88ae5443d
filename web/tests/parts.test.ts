import { describe, expect, it, vi } from 'vitest'
import type { ClueRow, Evidence } from '../src/api/types'
import { cell, share, withoutCommonEnds } from '../src/parts/format'
import { keyValues } from '../src/parts/keyValues'
import { marked } from '../src/parts/marked'
import { essence, fromSinks, place } from '../src/screens/layout'
import { joined, nextOffset } from '../src/screens/useQueue'
import { paced } from '../src/shell/paced'

const node = (id: string, inputs: string[] = [], operator = 'join', label = id) => ({ id, operator, label, sentence: id, kind: '', inputs })
const clue = (id: number, verdict = '') => ({ id, verdict }) as ClueRow
const row = (table: string, columns: Record<string, unknown>): Evidence => ({ table, table_label: table, key: 1, columns, labels: {}, note: '' })

describe('how values are written', () => {
  it('rounds a share down, so that a bound is never flattered', () => expect(share(0.6789)).toBe('67.8 %'))
  it('shows fen as yuan', () => expect(cell('paid_fen', 123450)).toBe('¥ 1,234.50'))
  it('keeps the digits of an identifier together', () => expect(cell('case_id', 12345)).toBe('12345'))
  it('groups other numbers', () => expect(cell('n', 12345)).toBe('12,345'))
  it('says a dash for what is not known', () => expect(cell('x', null)).toBe('—'))
  it('drops what all names share', () => expect(withoutCommonEnds(['AxxZ', 'AyZ'])).toEqual(['xx', 'y']))
  it('leaves a single name whole', () => expect(withoutCommonEnds(['AxxZ'])).toEqual(['AxxZ']))
})

describe('evidence', () => {
  it('marks what the message tells and what two tables share', () => {
    const rows = [row('a', { id: '3101****1234', role: 'x' }), row('b', { id: '3101****1234', died_on: '2024-03-16' })]
    const isKey = keyValues(rows, 'died on 2024-03-16')
    expect([isKey(rows[0]!, 'id'), isKey(rows[0]!, 'role'), isKey(rows[1]!, 'died_on')]).toEqual([true, false, true])
  })
})

describe('a document', () => {
  it('is cut where points were read', () => {
    const pieces = marked('abcdef', [{ start: 1, end: 3 }, { start: 2, end: 4 }, { start: null, end: null }])
    expect(pieces.map(({ text, point }) => [text, !!point])).toEqual([['a', false], ['bc', true], ['def', false]])
  })
})

describe('a graph', () => {
  const graph = [node('out', ['b', 'a']), node('a'), node('b', ['c']), node('c')]
  it('lists inputs before their reader, in the order of the ports', () =>
    expect(fromSinks(graph).map(({ id }) => id)).toEqual(['c', 'b', 'a', 'out']))
  it('stands left to right', () => {
    const x = Object.fromEntries(place(graph).map(({ node: { id }, x }) => [id, x]))
    expect(x['c']! < x['b']! && x['b']! < x['out']!).toBe(true)
  })
  it('loses unnamed boxes with one input, and keeps their line', () => {
    const long = [node('s'), node('p1', ['s'], 'project', 'P'), node('p2', ['p1'], 'project', 'P'), node('end', ['p2'])]
    expect(essence(long).map(({ id, inputs }) => [id, inputs])).toEqual([['s', []], ['end', ['s']]])
  })
})

describe('the queue', () => {
  it('skips no clue when verified ones have left the list of pending', () => {
    const rows = [clue(1, 'confirmed'), clue(2), clue(3)]
    expect([nextOffset(rows, { verdict: 'pending' }), nextOffset(rows, {})]).toEqual([2, 3])
  })
  it('takes no clue twice', () => expect(joined([clue(1)], [clue(1), clue(2)]).map(({ id }) => id)).toEqual([1, 2]))
})

describe('toasts', () => {
  it('come at most once per pause, the last one first, the rest as a number', () => {
    vi.useFakeTimers()
    const show = vi.fn()
    const pace = paced<number>(1000, show)
    for (const n of [1, 2, 3, 4]) pace.tell(n)
    vi.advanceTimersByTime(1000)
    expect(show.mock.calls).toEqual([[1, 0], [4, 2]])
    pace.stop()
    vi.useRealTimers()
  })
})
