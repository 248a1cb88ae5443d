/** Element tables of cases. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { client, take } from './client'
import type { components } from './schema'

export type ElementTable = components['schemas']['ElementTable']
export type ElementRow = components['schemas']['ElementRow']

export const useGuides = (caseId: number, asked: boolean) =>
  useQuery({
    queryKey: ['guides', caseId],
    enabled: asked,
    queryFn: () => take(client.GET('/api/cases/{case_id}/guides', { params: { path: { case_id: caseId } } })),
  })

export const useElements = (caseId: number, name: string) =>
  useQuery({
    queryKey: ['elements', caseId, name],
    queryFn: () => take(client.GET('/api/cases/{case_id}/guides/{name}', { params: { path: { case_id: caseId, name } } })),
  })

/** Say what an element is; the table that follows takes the place of the one shown. */
export function useSay(caseId: number, name: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ element, value }: { element: string; value: string }) =>
      take(
        client.PUT('/api/cases/{case_id}/guides/{name}/elements/{element}', {
          params: { path: { case_id: caseId, name, element } },
          body: { value },
        }),
      ),
    onSuccess: (table) => queries.setQueryData(['elements', caseId, name], table),
  })
}

/** The draft as a file that the browser saves. */
export const useDraft = (caseId: number, name: string) =>
  useMutation({
    mutationFn: async (download: string) => {
      const call = client.GET('/api/cases/{case_id}/guides/{name}/draft', { params: { path: { case_id: caseId, name } }, parseAs: 'blob' })
      const href = URL.createObjectURL((await take(call)) as unknown as Blob)
      Object.assign(document.createElement('a'), { href, download }).click()
      URL.revokeObjectURL(href)
    },
  })
