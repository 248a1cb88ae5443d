import { useTranslation } from 'react-i18next'
import type { PaperView } from '../api/papers'
import { moment } from '../parts/format'

/** Everything people said about the paper's values, newest first; what was taken back stays. */
export function History({ view }: { view: PaperView }) {
  const { t } = useTranslation()
  if (!view.history.length) return null
  return (
    <details className="card steps">
      <summary>{t('check.history', { count: view.history.length })}</summary>
      <table className="rows">
        <thead>
          <tr>
            <th scope="col">{t('check.when')}</th>
            <th scope="col">{t('check.by')}</th>
            <th scope="col">{t('check.point')}</th>
            <th scope="col">{t('check.act_word')}</th>
            <th scope="col">{t('check.old')}</th>
            <th scope="col">{t('check.new')}</th>
          </tr>
        </thead>
        <tbody>
          {view.history.map((one) => (
            <tr key={one.id} className={one.withdrawn_at ? 'withdrawn' : undefined}>
              <td>{moment(one.at)}</td>
              <td>{one.by}</td>
              <td>{one.name}</td>
              <td>{one.withdrawn_at ? t('check.withdrawn', { act: one.act_label }) : one.act_label}</td>
              <td className="note">{one.old_value ?? '—'}</td>
              <td className="note">{one.act === 'reject' ? '—' : (one.value ?? '—')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}
