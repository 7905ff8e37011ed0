namespace SocialCommerce.Bench;

/// <summary>What one measurement gave.</summary>
/// <param name="Requests">Requests (or transactions) answered.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="ApiSeconds">Processor time of the API.</param>
/// <param name="PostgresSeconds">Processor time of PostgreSQL.</param>
/// <param name="LoadSeconds">Processor time of whoever asked.</param>
/// <param name="ForeignShare">How much of the machine others used meanwhile, 0 to 1.</param>
internal sealed record Outcome(
    long Requests, double Seconds, double ApiSeconds = 0, double PostgresSeconds = 0, double LoadSeconds = 0,
    double ForeignShare = 0)
{
    /// <summary>Requests per second.</summary>
    public double Rate => Requests / Seconds;

    /// <summary>Microseconds of all three for one request.</summary>
    public double MicrosPerRequest => Micros(ApiSeconds + PostgresSeconds + LoadSeconds);

    /// <summary>Processor seconds of this measurement as microseconds for one request.</summary>
    public double Micros(double seconds) => seconds * 1e6 / Math.Max(1, Requests);
}

/// <summary>Something to measure at some number of clients.</summary>
internal interface ILoad
{
    /// <summary>What has to be there before; not measured.</summary>
    Task Prepare(CancellationToken stop) => Task.CompletedTask;

    /// <summary>What is looked at after it; not measured.</summary>
    Task Finish(CancellationToken stop) => Task.CompletedTask;

    /// <summary>Asks for a time, with so many clients at once.</summary>
    Task<Outcome> Run(int clients, double seconds, CancellationToken stop);
}
