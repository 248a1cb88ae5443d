import createClient from 'openapi-fetch'
import type { paths } from './schema'

/** What the server said when it refused; `detail` is a sentence in the reader's language. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
  ) {
    super(detail)
    this.name = 'Refusal'
  }
}

export const client = createClient<paths>({ credentials: 'same-origin' })

let issued = ''

/** Keeps the token that /api/csrf issued, for a browser that hides the cookie from scripts. */
export function keepToken(token: string): void {
  issued = token
}

function csrfToken(): string {
  return /(?:^|;\s*)csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? issued
}

client.use({
  onRequest({ request }) {
    if (request.method !== 'GET') request.headers.set('X-CSRFToken', csrfToken())
    return request
  },
})

interface Answer<T> {
  data?: T
  error?: unknown
  response: Response
}

function refusalFrom({ error, response }: Answer<unknown>): Refusal {
  const body = (typeof error === 'object' && error !== null ? error : {}) as { code?: unknown; detail?: unknown }
  const detail = typeof body.detail === 'string' ? body.detail : ''
  return new Refusal(response.status, typeof body.code === 'string' ? body.code : `http_${response.status}`, detail)
}

/** The data of an answer; raises Refusal for anything but success, status 0 when nobody answered. */
export async function take<T>(call: Promise<Answer<T>>): Promise<T> {
  const answer = await call.catch((cause: unknown) => {
    throw new Refusal(0, 'unreachable', cause instanceof Error ? cause.message : '')
  })
  if (!answer.response.ok) throw refusalFrom(answer)
  return answer.data as T
}
