// The same two lists with React and Fluent UI v9, as an application of Microsoft's own would draw them.
import {
  Button, Checkbox, Combobox, FluentProvider, Option, Subtitle1, Text, webLightTheme,
} from '@fluentui/react-components';
import { memo, useCallback, useMemo, useState, useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';

import { factsOfJob, placeOf } from '../shared/facts.js';
import { readJobs, readPrinters } from '../shared/lists.js';
import { Printers } from '../shared/search.js';

// The lists are read at once, beside the first render. `version` counts the answers that have come.
const printers = new Printers();
const state = { jobs: [], version: 0 };
const listeners = new Set();

function arrived(change) {
  change();
  state.version += 1;
  listeners.forEach((listener) => listener());
}

readJobs().then((jobs) =>
  arrived(() => {
    state.jobs = jobs.sort((a, b) => (a.createdDateTime < b.createdDateTime ? 1 : -1));
  }),
);
readPrinters((more) => arrived(() => printers.add(more)));

function useVersion() {
  const follow = useCallback((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, []);
  return useSyncExternalStore(follow, () => state.version);
}

const Job = memo(function Job({ job, ticked, onTick }) {
  const label = (
    <>
      <Text weight="semibold" block>{job.documents[0].displayName}</Text>
      <Text size={200} block>{factsOfJob(job)}</Text>
    </>
  );
  return (
    <li style={{ display: 'flex', justifyContent: 'space-between' }}>
      <Checkbox label={label} checked={ticked} onChange={() => onTick(job.id)} />
      <Button appearance="subtle">Cancel</Button>
    </li>
  );
});

function Jobs() {
  const [ticked, setTicked] = useState(new Set());
  const onTick = useCallback((id) => {
    setTicked((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  }, []);
  useVersion();
  return (
    <ul style={{ listStyle: 'none', padding: 0 }}>
      {state.jobs.map((job) => <Job key={job.id} job={job} ticked={ticked.has(job.id)} onTick={onTick} />)}
    </ul>
  );
}

function Search() {
  const [query, setQuery] = useState('');
  const version = useVersion();
  const { shown, more } = useMemo(() => printers.find(query), [query, version]);
  return (
    <>
      <Combobox
        freeform
        aria-labelledby="heading"
        value={query}
        onChange={(event) => setQuery(event.target.value)}
        onOptionSelect={(_, { optionText }) => setQuery(optionText ?? '')}
      >
        {shown.map((printer) => (
          <Option key={printer.id} value={printer.id} text={printer.displayName}>
            <span>
              <Text weight="semibold" block>{printer.displayName}</Text>
              <Text size={200} block>{placeOf(printer)}</Text>
            </span>
          </Option>
        ))}
      </Combobox>
      <Text block>{more ? `${more} more` : ''}</Text>
    </>
  );
}

createRoot(document.querySelector('#root')).render(
  <FluentProvider theme={webLightTheme}>
    <Subtitle1 as="h2">Your waiting jobs</Subtitle1>
    <Jobs />
    <Subtitle1 as="h2" id="heading">Printer</Subtitle1>
    <Search />
  </FluentProvider>,
);
