/** A file of one's own on a card: a picture, a film or a sound; or the place for one. */
import { FileUp, ImageUp, Maximize2, Trash2 } from 'lucide-react';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { NodeSpec } from '@/core/spec';
import type { Json } from '@/core/values';
import type { NodeBodyProps } from '@/sync/slots';
import { useNode, useNodeParameters, useSession } from '@/sync/use-session';
import { Button } from '@/ui/button';
import { IconButton } from '@/ui/icon-button';
import { ProgressLine } from '@/ui/progress-line';
import { useFileDrop } from '../assets/use-file-drop';
import { ACCEPTED, type Upload, useUpload } from '../assets/use-upload';
import { KeyKeeper } from '../key-keeper';
import { Film } from '../results/film';
import { MediaLightbox } from '../results/lightbox';
import { Picture } from '../results/picture';
import { Sound } from '../results/sound';
import { useCardSize } from '../use-node-form';
import styles from './media-body.module.css';
import { useAttention } from './use-attention';

/** The parameters of a kind that hold a file and its type. */
export function fileParameters(kind: NodeSpec): { asset: string; type: string | null } | null {
  const output = kind.outputs.find((one) => {
    const schema = one.parameter ? kind.parameters.properties?.[one.parameter] : undefined;
    return schema?.['x-control'] === 'asset';
  });
  return output?.parameter ? { asset: output.parameter, type: output.type_parameter } : null;
}

export function MediaBody(props: NodeBodyProps): ReactNode {
  const names = fileParameters(props.kind);
  return names ? <FileBody {...props} names={names} /> : null;
}

type FileProps = NodeBodyProps & { names: { asset: string; type: string | null } };

function FileBody({ id, kind, selected, editing, compact, names }: FileProps): ReactNode {
  const parameters = useNodeParameters(id) ?? {};
  const upload = useUpload(id, kind, names.asset);
  const attention = useAttention();
  const drop = useFileDrop(upload.start);
  const [isLarge, setLarge] = useState(false);
  const asset = parameters[names.asset];
  const type = names.type === null ? 'image' : parameters[names.type];
  const isOpen = !compact && (attention.has || selected || editing);
  const hasFile = typeof asset === 'string' && asset !== '';
  return (
    <KeyKeeper className={styles.body} {...attention.handlers}>
      <div className={styles.drop} data-over={drop.isOver || undefined} {...drop.handlers}>
        {hasFile ? (
          <File id={id} kind={kind} asset={asset} type={type} compact={compact} />
        ) : (
          <EmptyFile upload={upload} compact={compact} editing={editing} />
        )}
      </div>
      {hasFile && isOpen ? (
        <FileTools
          id={id}
          kind={kind}
          parameter={names.asset}
          upload={upload}
          onLarge={() => setLarge(true)}
        />
      ) : null}
      <UploadState upload={upload} />
      {isLarge && hasFile ? (
        <MediaLightbox
          id={id}
          kind={kind}
          asset={asset}
          type={type === 'video' || type === 'audio' ? type : 'image'}
          onClose={() => setLarge(false)}
        />
      ) : null}
    </KeyKeeper>
  );
}

type ShownProps = {
  id: string;
  kind: NodeSpec;
  asset: string;
  type: Json | undefined;
  compact: boolean;
};

function File({ id, kind, asset, type, compact }: ShownProps): ReactNode {
  const { width, height } = useCardSize(id, kind);
  const alt = useNode(id)?.name || kind.title;
  if (type === 'video') {
    const shape = { width, ratio: width / height };
    return <Film key={asset} asset={asset} alt={alt} {...shape} compact={compact} />;
  }
  if (type === 'audio') return <Sound key={asset} asset={asset} alt={alt} compact={compact} />;
  return <Picture key={asset} asset={asset} alt={alt} width={width} ratio={width / height} />;
}

type EmptyProps = { upload: Upload; compact: boolean; editing: boolean };

function EmptyFile({ upload, compact, editing }: EmptyProps): ReactNode {
  const choose = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (editing) choose.current?.querySelector('button')?.focus();
  }, [editing]);
  if (compact) return <div className={styles.empty} />;
  return (
    <div className={styles.empty} ref={choose}>
      <div className={styles.frame}>
        <ImageUp aria-hidden="true" />
        <p data-for="edit">Drop a picture, a film or a sound here</p>
        <ChooseFile upload={upload}>
          {(open) => (
            <Button size="small" className="nodrag" data-for="edit" onClick={open}>
              Choose a file
            </Button>
          )}
        </ChooseFile>
        <AddressField upload={upload} />
      </div>
    </div>
  );
}

/** Takes the address of a file on the web: typed, or pasted. */
function AddressField({ upload }: { upload: Upload }): ReactNode {
  const [address, setAddress] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (address.trim() !== '') upload.start(address.trim());
  };
  return (
    <form className={`${styles.address} nodrag`} data-for="edit" onSubmit={submit}>
      <input
        type="url"
        aria-label="Address of a file"
        placeholder="or paste an address"
        value={address}
        onChange={(event) => setAddress(event.currentTarget.value)}
        onPaste={(event) => {
          const text = event.clipboardData.getData('text/plain').trim();
          if (address !== '' || !/^https?:\/\/\S+$/i.test(text)) return;
          event.preventDefault();
          setAddress(text);
          upload.start(text);
        }}
      />
    </form>
  );
}

type ToolsProps = {
  id: string;
  kind: NodeSpec;
  parameter: string;
  upload: Upload;
  onLarge: (() => void) | null;
};

function FileTools({ id, parameter, upload, onLarge }: ToolsProps): ReactNode {
  const { document } = useSession();
  return (
    <div className={`${styles.tools} nodrag`}>
      {onLarge ? (
        <IconButton
          size="small"
          side="top"
          label="See it large"
          icon={<Maximize2 />}
          onClick={onLarge}
        />
      ) : null}
      <ChooseFile upload={upload}>
        {(open) => (
          <IconButton
            size="small"
            side="top"
            label="Replace the file"
            data-for="edit"
            icon={<FileUp />}
            onClick={open}
          />
        )}
      </ChooseFile>
      <IconButton
        size="small"
        side="top"
        label="Take the file out"
        data-for="edit"
        icon={<Trash2 />}
        onClick={() => document.setParameters(id, { [parameter]: undefined })}
      />
    </div>
  );
}

type ChooseProps = { upload: Upload; children: (open: () => void) => ReactNode };

function ChooseFile({ upload, children }: ChooseProps): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        accept={ACCEPTED}
        aria-label="File"
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = '';
          if (file) upload.start(file);
        }}
      />
      {children(() => input.current?.click())}
    </>
  );
}

function UploadState({ upload }: { upload: Upload }): ReactNode {
  const { fraction, problem } = upload;
  if (fraction !== null) {
    // All bytes are sent, or the server fetches them: how far it is is not known.
    const words = fraction < 1 ? `Uploading, ${Math.round(fraction * 100)} %` : 'Looking into it';
    return (
      <div className={styles.state} role="status">
        {words}
        <ProgressLine label="Upload" fraction={fraction < 1 ? fraction : null} />
      </div>
    );
  }
  if (!problem) return null;
  return (
    <div className={styles.state} role="alert">
      <p className={styles.problem}>{problem.message}</p>
      {problem.remedy ? <p>{problem.remedy}</p> : null}
    </div>
  );
}
