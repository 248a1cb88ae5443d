import { useEffect, useRef, useState } from 'react'

/** Listens to server-sent events of one kind; gives whether the stream is open. `url` null closes it. */
export function useStream<T>(url: string | null, kind: string, onData: (data: T) => void): boolean {
  const [open, setOpen] = useState(true)
  const receive = useRef(onData)
  receive.current = onData
  useEffect(() => {
    if (!url) return
    const source = new EventSource(url)
    source.onopen = () => setOpen(true)
    source.onerror = () => setOpen(false)
    source.addEventListener(kind, (event) => receive.current(JSON.parse((event as MessageEvent<string>).data) as T))
    return () => source.close()
  }, [url, kind])
  return open
}
