import { Alert, Button, Input, Modal, Select, Table } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { useLabelSets, useMakeLabelSet, type LabelSetRow } from '../api/labelling'
import { useKnownPoints } from '../api/papers'
import { count } from '../parts/format'
import { Screen } from '../parts/Screen'
import { Answered, Nothing } from '../parts/states'
import { TrainingState } from './TrainingState'

/** Kinds of paper that are being taught. */
export default function Labelling() {
  const { t } = useTranslation()
  const query = useLabelSets()
  const [making, setMaking] = useState(false)
  return (
    <Screen
      title={t('menu.labelling')}
      actions={
        <Button type="primary" onClick={() => setMaking(true)}>
          {t('labelling.make')}
        </Button>
      }
    >
      <p className="flat quiet">{t('labelling.about')}</p>
      <div className="card">
        <Answered query={query}>{(rows) => <Sets rows={rows} />}</Answered>
      </div>
      {making && <Make onClose={() => setMaking(false)} />}
    </Screen>
  )
}

function Sets({ rows }: { rows: LabelSetRow[] }) {
  const { t } = useTranslation()
  return (
    <Table<LabelSetRow>
      size="middle"
      rowKey="id"
      dataSource={rows}
      pagination={{ pageSize: 15, hideOnSinglePage: true, showSizeChanger: false }}
      locale={{ emptyText: <Nothing text={t('labelling.empty')} /> }}
      columns={[
        { title: t('labelling.kind'), key: 'kind', render: (_, set) => <Link to={`/labelling/${set.id}`}>{set.kind}</Link> },
        { title: t('labelling.points'), key: 'points', render: (_, set) => <span className="two-lines">{set.points.map(({ name }) => name).join(' · ')}</span> },
        { title: t('labelling.done'), key: 'done', align: 'right', render: (_, set) => `${count(set.done)} / ${count(set.papers)}` },
        { title: t('labelling.training'), key: 'training', render: (_, set) => <TrainingState training={set.training} /> },
        { title: t('labelling.made_by'), dataIndex: 'made_by' },
      ]}
    />
  )
}

/** Names a kind and chooses its points: declared ones from the list, new ones by typing their names. */
function Make({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const known = useKnownPoints().data ?? []
  const make = useMakeLabelSet()
  const [kind, setKind] = useState('')
  const [chosen, setChosen] = useState<string[]>([])
  const codes = new Map(known.map((point) => [point.code, point.name]))
  const points = chosen.map((word) => (codes.has(word) ? { code: word, name: '' } : { code: '', name: word }))
  const begin = () => make.mutate({ kind, points }, { onSuccess: (set) => void navigate(`/labelling/${set.id}`) })
  return (
    <Modal open title={t('labelling.make')} okText={t('labelling.begin')} okButtonProps={{ disabled: !kind || !chosen.length, loading: make.isPending }} onOk={begin} onCancel={onClose}>
      <div className="form">
        <label htmlFor="kind">{t('labelling.kind')}</label>
        <Input id="kind" maxLength={30} placeholder={t('labelling.kind_hint')} value={kind} onChange={({ target }) => setKind(target.value)} />
        <label htmlFor="set-points">{t('labelling.points')}</label>
        <Select
          id="set-points"
          mode="tags"
          value={chosen}
          onChange={setChosen}
          placeholder={t('labelling.points_hint')}
          showSearch={{ optionFilterProp: 'label' }}
          options={known.map(({ code, name, group }) => ({ value: code, label: `${name} · ${group}` }))}
        />
        {make.error && <Alert type="error" showIcon title={make.error.message} />}
      </div>
    </Modal>
  )
}
