namespace SocialCommerce.Api;

/// <summary>Why an instance is not ready for requests.</summary>
internal static class HealthProblems
{
    public static readonly ProblemType Stopping = ProblemType.Unavailable(
        "STOPPING", "The instance is stopping.", "Send requests to another instance.");

    public static readonly ProblemType Starting = ProblemType.Unavailable(
        "STARTING", "The instance is starting.", "Wait as long as Retry-After says and ask again.");

    public static readonly ProblemType NotMigrated = ProblemType.Unavailable(
        "NOT_MIGRATED", "The database has not been migrated.", "Run the migrations, or wait until they have run.");

    public static readonly ProblemType ClockDiffers = ProblemType.Unavailable(
        "CLOCK_DIFFERS", "The clocks of the instance and the database differ.", "Synchronize both clocks.");

    public static readonly ProblemType NotWritable = ProblemType.Unavailable(
        "NOT_WRITABLE", "The database takes no writes.",
        "Check that the connection leads to a primary server with free space.");
}
