import { createContext, useContext } from 'react'
import type { Me } from '../api/types'

const Person = createContext<Me | null>(null)
export const PersonProvider = Person.Provider

/** Who is logged in; only screens behind the login ask. */
export function useMe(): Me {
  const me = useContext(Person)
  if (!me) throw new Error('nobody is logged in')
  return me
}
