/** The part of jstat the tests call as an independent library; it ships no types. */
declare module 'jstat' {
  const library: {
    readonly jStat: {
      readonly chisquare: { cdf(x: number, degreesOfFreedom: number): number };
    };
  };
  export default library;
}
