import { Table } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Param } from '../api/types'
import { Certainty } from '../parts/Certainty'
import { Chip } from '../parts/Chip'
import { cell } from '../parts/format'

/** The numbers a scenario works with: value, unit, from the law or a default, and how sure we are. */
export function Params({ params }: { params: Param[] }) {
  const { t } = useTranslation()
  if (!params.length) return <p className="flat">{t('params.none')}</p>
  return (
    <>
      <Table<Param>
        size="small"
        rowKey="name"
        pagination={false}
        dataSource={params}
        columns={[
          { title: t('params.label'), dataIndex: 'label' },
          { title: t('params.value'), key: 'value', align: 'right', render: (_, row) => <b className="tight">{[cell('', row.value), row.unit].filter(Boolean).join(' ')}</b> },
          { title: t('params.source'), dataIndex: 'source', render: (source: string) => <Source source={source} /> },
          { title: t('params.article'), dataIndex: 'article', render: (article: string) => article || '—' },
          { title: t('params.certainty'), dataIndex: 'certainty', render: (mark: string) => (mark ? <Certainty mark={mark} /> : '—') },
        ]}
      />
      <p className="quiet flat">{t('params.explained')}</p>
    </>
  )
}

function Source({ source }: { source: string }) {
  const { t } = useTranslation()
  return source === 'law' ? <Chip tone="calm">{t('params.law')}</Chip> : <Chip>{t('params.default')}</Chip>
}
