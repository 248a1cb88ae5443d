import { useSyncExternalStore } from 'react'

const KEPT = 'mingjing.large'
const listeners = new Set<() => void>()
const isLarge = () => localStorage.getItem(KEPT) === 'yes'

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** The 大字 mode of this browser and how to switch it. */
export function useLarge(): [boolean, () => void] {
  const large = useSyncExternalStore(subscribe, isLarge)
  return [
    large,
    () => {
      localStorage.setItem(KEPT, large ? 'no' : 'yes')
      listeners.forEach((listener) => listener())
    },
  ]
}
