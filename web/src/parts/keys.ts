/** Single-key commands: silent inside inputs and dialogs, and can be switched off (WCAG 2.1.4). */
import { useEffect, useRef } from 'react'

const KEPT = 'mingjing.keys'
export const keysAreOn = (): boolean => localStorage.getItem(KEPT) !== 'off'
export const switchKeys = (on: boolean): void => localStorage.setItem(KEPT, on ? 'on' : 'off')

const TYPING = 'input:not([type="radio"], [type="checkbox"]), textarea, select, [contenteditable="true"], [role="combobox"], [role="dialog"], [role="listbox"]'

/** Enter on these presses them; a button that carries `data-commands` gives its Enter to the screen. */
const PRESSED = 'a[href], button:not([data-commands]), summary, [role="tab"], [role="button"]'

function isCommand(event: KeyboardEvent): boolean {
  const on = (selector: string) => event.target instanceof Element && event.target.closest(selector) !== null
  const typing = on(TYPING) || (event.key === 'Enter' && on(PRESSED))
  return !typing && !event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat && !event.defaultPrevented
}

/** A command that gives false was not meant, and leaves the key to others. */
export function useKeys(commands: Record<string, () => unknown>): void {
  const latest = useRef(commands)
  latest.current = commands
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const command = latest.current[event.key.toLowerCase()]
      if (!command || !isCommand(event) || !keysAreOn()) return
      if (command() !== false) event.preventDefault()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
