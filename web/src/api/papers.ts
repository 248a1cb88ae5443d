/** Papers under check: what the screens read and what they ask to be done. */
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { client, take } from './client'
import type { components, paths } from './schema'

type Schemas = components['schemas']
export type PaperRow = Schemas['PaperRow']
export type PaperView = Schemas['PaperView']
export type PaperChecked = Schemas['PaperChecked']
export type PaperPoint = Schemas['PaperPoint']
export type KnownPoint = Schemas['KnownPoint']
export type CorrectionRow = Schemas['CorrectionRow']
export type PapersAsked = NonNullable<paths['/api/papers']['get']['parameters']['query']>
export type CorrectionGiven = paths['/api/papers/{key}/corrections']['post']['requestBody']['content']['application/json']

export const usePapers = (asked: PapersAsked) =>
  useQuery({
    queryKey: ['papers', asked],
    placeholderData: keepPreviousData,
    queryFn: () => take(client.GET('/api/papers', { params: { query: asked } })),
  })

export const usePaper = (key: string) =>
  useQuery({
    queryKey: ['paper', key],
    queryFn: () => take(client.GET('/api/papers/{key}', { params: { path: { key } } })),
    // until the court data knows what was said
    refetchInterval: ({ state }) => (state.data?.written === false ? 2000 : false),
  })

export const useKnownPoints = () =>
  useQuery({ queryKey: ['known-points'], staleTime: Infinity, queryFn: () => take(client.GET('/api/papers/points')) })

export const useUploadLimits = (enabled: boolean) =>
  useQuery({ queryKey: ['upload-limits'], enabled, staleTime: Infinity, queryFn: () => take(client.GET('/api/papers/limits')) })

export type Change = { give: CorrectionGiven } | { takeBack: number } | { readAgain: true } | { checked: boolean }

function asked(key: string, change: Change): Promise<PaperChecked> {
  const path = { key }
  if ('give' in change) return take(client.POST('/api/papers/{key}/corrections', { params: { path }, body: change.give }))
  if ('takeBack' in change) {
    const one = { ...path, correction_id: change.takeBack }
    return take(client.DELETE('/api/papers/{key}/corrections/{correction_id}', { params: { path: one } }))
  }
  if ('readAgain' in change) return take(client.POST('/api/papers/{key}/read', { params: { path } }))
  return change.checked
    ? take(client.PUT('/api/papers/{key}/checked', { params: { path } }))
    : take(client.DELETE('/api/papers/{key}/checked', { params: { path } }))
}

/** Changes how a paper stands; the text, which never changes, is kept. */
export function usePaperChange(key: string) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (change: Change) => asked(key, change),
    onSuccess: (now) => {
      cache.setQueryData<PaperView>(['paper', key], (view) => view && { ...view, ...now })
      void cache.invalidateQueries({ queryKey: ['papers'] })
    },
  })
}

/** Brings a file; gives its papers. */
export function useUpload() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: ({ file, caseId }: { file: File; caseId?: number }) => {
      const form = new FormData()
      form.append('file', file)
      if (caseId !== undefined) form.append('case_id', String(caseId))
      return take(client.POST('/api/papers', { body: { file: '' }, bodySerializer: () => form }))
    },
    onSuccess: () => cache.invalidateQueries({ queryKey: ['papers'] }),
  })
}
