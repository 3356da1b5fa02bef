import type { JSX, ReactNode } from 'react';
import { useId } from 'react';

interface LabelledProps {
  readonly label: string;
  readonly note?: string | undefined;
  readonly problem?: string | undefined;
  /** Draws the control with the attributes that tie it to label, note and problem. */
  readonly children: (control: ControlProps) => ReactNode;
}

/** Attributes of a form control that name and describe it. */
export interface ControlProps {
  readonly id: string;
  readonly 'aria-describedby': string;
  readonly 'aria-invalid': boolean;
}

/** A control under its label, with a note and, when there is one, what is wrong with it. */
export function Labelled({ label, note, problem, children }: LabelledProps): JSX.Element {
  const id = useId();
  return (
    <div className="labelled">
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-describedby': `${id}-note`, 'aria-invalid': problem !== undefined })}
      <p id={`${id}-note`} className={problem === undefined ? 'note' : 'problem'}>
        {problem ?? note}
      </p>
    </div>
  );
}
