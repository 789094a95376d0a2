/** The description of a built-in scheme; of a name that none has the name itself, which the core refuses. */
export declare function builtIn(name: string): unknown;
