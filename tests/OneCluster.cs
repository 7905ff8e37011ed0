using Xunit;

// Of every test project that serves: one PostgreSQL for its run.
[assembly: AssemblyFixture(typeof(Cluster))]
