/** Writes src/api/schema.d.ts from the server's description; with --check it only says whether it is up to date. */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import openapiTS, { astToString } from 'openapi-typescript'

const at = (path) => fileURLToPath(new URL(path, import.meta.url))
const SCHEMA = at('../src/api/schema.d.ts')
const OWN_PYTHON = at('../../.venv/bin/python')
const python = process.env.MINGJING_PYTHON ?? (existsSync(OWN_PYTHON) ? OWN_PYTHON : 'python3')
const text = execFileSync(python, [at('openapi.py')], { cwd: at('../..'), encoding: 'utf8', maxBuffer: 1e8 })
const head = '/** Generated from the server by `npm run api`; do not edit. */\n'
const types = head + astToString(await openapiTS(JSON.parse(text)))

if (!process.argv.includes('--check')) writeFileSync(SCHEMA, types)
else if (types !== readFileSync(SCHEMA, 'utf8')) {
  console.error('src/api/schema.d.ts is not what the server offers: run `npm run api`.')
  process.exit(1)
}
