import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ElementRow } from '../api/casework'
import { Chip } from '../parts/Chip'

const TONES = { confirmed: 'good', found: 'calm', unclear: 'warn', missing: undefined } as const

/** One element: its value with its place; confirmed with one key, changed with two. */
export function ElementLine({ row, editable, say }: { row: ElementRow; editable: boolean; say: (value: string) => void }) {
  const { t } = useTranslation()
  const [changing, setChanging] = useState(false)
  const done = (value: string) => {
    setChanging(false)
    say(value)
  }
  return (
    <li className="element" data-testid={`element-${row.id}`}>
      <div className="line">
        <Chip tone={TONES[row.state]}>{row.state_label}</Chip>
        <b>{row.name}</b>
        {row.core && <span className="quiet">{t('elements.core')}</span>}
        <span>{row.value ? `${row.value}${row.unit ? ` ${row.unit}` : ''}` : '—'}</span>
        {editable && (
          <span className="push line">
            {row.value && row.state === 'found' && <button type="button" className="link" onClick={() => done(row.value)}>{t('elements.confirm')}</button>}
            {row.state === 'confirmed' && <button type="button" className="link" onClick={() => done('')}>{t('elements.take_back')}</button>}
            <button type="button" className="link" onClick={() => setChanging(!changing)}>{t('elements.change')}</button>
          </span>
        )}
      </div>
      {changing && <Change row={row} done={done} />}
      <div className="quiet">
        {[row.why, row.said_by && t('elements.said_by', { who: row.said_by }), row.burden && t('elements.burden', { who: row.burden })].filter(Boolean).join('；')}
      </div>
      {row.quotations.slice(0, 3).map((q, place) => (
        <div key={place} className="quiet">
          {q.place}“{q.text}”{row.state === 'unclear' && editable && <button type="button" className="link" onClick={() => done(q.value)}>{t('elements.take', { value: q.value })}</button>}
        </div>
      ))}
    </li>
  )
}

function Change({ row, done }: { row: ElementRow; done: (value: string) => void }) {
  const { t } = useTranslation()
  const [value, setValue] = useState(row.value)
  if (row.choices.length)
    return <Select aria-label={row.name} value={value || undefined} options={row.choices.map((c) => ({ value: c, label: c }))} onChange={done} style={{ width: 200 }} />
  return (
    <div className="line">
      <Input aria-label={row.name} value={value} placeholder={row.how} onChange={(event) => setValue(event.target.value)} onPressEnter={() => done(value)} style={{ width: 320 }} />
      <Button onClick={() => done(value)}>{t('elements.save')}</Button>
    </div>
  )
}
