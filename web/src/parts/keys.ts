/** Single-key commands: silent inside inputs and dialogs, and can be switched off (WCAG 2.1.4). */
import { useEffect, useRef } from 'react'

const KEPT = 'mingjing.keys'
export const keysAreOn = (): boolean => localStorage.getItem(KEPT) !== 'off'
export const switchKeys = (on: boolean): void => localStorage.setItem(KEPT, on ? 'on' : 'off')

const TYPING = 'input, textarea, select, [contenteditable="true"], [role="combobox"], [role="dialog"], [role="listbox"]'

function isCommand(event: KeyboardEvent): boolean {
  const typing = event.target instanceof Element && event.target.closest(TYPING) !== null
  return !typing && !event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat && !event.defaultPrevented
}

export function useKeys(commands: Record<string, () => void>): void {
  const latest = useRef(commands)
  latest.current = commands
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const command = latest.current[event.key.toLowerCase()]
      if (!command || !isCommand(event) || !keysAreOn()) return
      event.preventDefault()
      command()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
