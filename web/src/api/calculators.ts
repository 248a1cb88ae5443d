/** The calculators: their forms, their answers, and the reckoning as a workbook. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { client, take } from './client'
import type { components } from './schema'

export type CalculatorForm = components['schemas']['CalculatorForm']
export type CalculatorInput = components['schemas']['CalculatorInput']
export type Answered = components['schemas']['Answered']
export type Filled = Record<string, string | boolean | string[]>

export const useCalculators = () =>
  useQuery({ queryKey: ['calculators'], staleTime: Infinity, queryFn: () => take(client.GET('/api/calculators')) })

export const useAnswer = (name: string) =>
  useMutation({
    mutationFn: (given: Filled) =>
      take(client.POST('/api/calculators/{name}', { params: { path: { name } }, body: { given } })),
  })

/** The reckoning as a file that the browser saves. */
export const useWorkbook = (name: string) =>
  useMutation({
    mutationFn: async (given: Filled) => {
      const call = client.POST('/api/calculators/{name}/workbook', { params: { path: { name } }, body: { given }, parseAs: 'blob' })
      const href = URL.createObjectURL((await take(call)) as unknown as Blob)
      Object.assign(document.createElement('a'), { href, download: `${name}.xlsx` }).click()
      URL.revokeObjectURL(href)
    },
  })
