/** Fails when the first load (entry, what it imports, its styles) weighs more than 450 kB gzip. */
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const DIST = new URL('../../mingjing/site/static/app/', import.meta.url)
const FIRST_LOAD_KB = 450
const ROUTE_KB = 250
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', DIST), 'utf8'))
const weigh = (file) => gzipSync(readFileSync(new URL(file, DIST))).length / 1000
const round = (kb) => `${kb.toFixed(1)} kB`

/** Files that the browser fetches before it can run the chunk `key`. */
function needed(key, seen = new Set()) {
  if (seen.has(key)) return seen
  seen.add(key)
  for (const next of manifest[key].imports ?? []) needed(next, seen)
  return seen
}

const filesOf = (keys) => new Set([...keys].flatMap((key) => [manifest[key].file, ...(manifest[key].css ?? [])]))
const sum = (files) => [...files].reduce((total, file) => total + weigh(file), 0)
const [entry] = Object.entries(manifest).find(([, item]) => item.isEntry)
const first = filesOf(needed(entry))
const firstKb = sum(first)
let heavy = firstKb > FIRST_LOAD_KB
for (const file of first) console.log(`  ${file}  ${round(weigh(file))}`)
console.log(`first load ${round(firstKb)} gzip, allowed ${FIRST_LOAD_KB} kB`)
for (const [route] of Object.entries(manifest).filter(([, item]) => item.isDynamicEntry)) {
  const more = [...filesOf(needed(route))].filter((file) => !first.has(file))
  heavy ||= sum(more) > ROUTE_KB
  console.log(`  + ${route}  ${round(sum(more))}`)
}
if (heavy) {
  console.error('The bundle is over its budget.')
  process.exit(1)
}
