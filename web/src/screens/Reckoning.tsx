import { Alert, Table } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Answered } from '../api/calculators'

/** The answer: its headline, what to look at, and every step with its article. */
export function Reckoning({ answer }: { answer: Answered }) {
  const { t } = useTranslation()
  const notes = [
    ...answer.refusals.map((text) => ({ type: 'error' as const, text })),
    ...answer.warnings.map((text) => ({ type: 'warning' as const, text })),
    ...answer.assumptions.map((text) => ({ type: 'info' as const, text })),
  ]
  return (
    <section className="card pad" aria-label={t('calculators.answer')} aria-live="polite">
      <p className="calculator-headline" data-testid="headline">{answer.headline}</p>
      {answer.more.length > 0 && (
        <p className="flat">{answer.more.map(([name, value]) => `${name}：${value}`).join('；')}</p>
      )}
      {notes.map((note) => (
        <Alert key={note.text} type={note.type} showIcon title={note.text} className="gap-below" />
      ))}
      {answer.steps.length > 0 && (
        <Table
          size="small"
          rowKey={(row) => `${row.text}${row.result}`}
          pagination={false}
          dataSource={answer.steps}
          columns={[
            { title: t('calculators.step'), dataIndex: 'text' },
            { title: t('calculators.result'), dataIndex: 'result', width: 220 },
            { title: t('calculators.basis'), dataIndex: 'basis', width: 380, render: (basis: string) => <span className="quiet">{basis || '—'}</span> },
          ]}
        />
      )}
      <p className="quiet above">{t('calculators.reminder')}</p>
    </section>
  )
}
