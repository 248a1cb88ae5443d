import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import en from '../src/i18n/en.json'
import zh from '../src/i18n/zh-CN.json'

const SOURCE = join(__dirname, '../src')

type Words = { [key: string]: string | Words }
const keys = (words: Words, before = ''): string[] =>
  Object.entries(words).flatMap(([key, word]) => (typeof word === 'string' ? [before + key] : keys(word, `${before}${key}.`)))
const blanks = (words: Words): string[] => keys(words).map((key) => `${key}: ${(textAt(words, key).match(/\{\{\w+\}\}/g) ?? []).sort().join(' ')}`)
const textAt = (words: Words, key: string): string => key.split('.').reduce<Words | string>((at, part) => (at as Words)[part] ?? '', words) as string

const sources = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'))

describe('the words of the interface', () => {
  it('exist in both languages', () => expect(keys(en)).toEqual(keys(zh)))
  it('have the same blanks to fill in both languages', () => expect(blanks(en)).toEqual(blanks(zh)))
  it('are never written in the components', () => {
    const guilty = sources.filter((name) => /\p{Script=Han}/u.test(withoutComments(readFileSync(join(SOURCE, name), 'utf8'))))
    expect(guilty).toEqual([])
  })
  it('are all used', () => {
    const code = sources.map((name) => readFileSync(join(SOURCE, name), 'utf8')).join('\n')
    const families = [...code.matchAll(/`([\w.]+\.)\$\{/g)].map(([, family]) => family as string)
    const unused = keys(zh).filter((key) => !code.includes(`'${key}'`) && !families.some((family) => key.startsWith(family)))
    expect(unused).toEqual([])
  })
})

function withoutComments(code: string): string {
  return code.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\/\/.*$/gm, '')
}
