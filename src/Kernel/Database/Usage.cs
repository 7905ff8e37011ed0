using System.Diagnostics;
using Npgsql;

namespace SocialCommerce.Kernel.Database;

/// <summary>A connection while one piece of work has it.</summary>
internal sealed class Usage(NpgsqlConnection connection, WorkPool pool, LockNames names)
{
    private long _awaitingSince;

    /// <summary>The connection.</summary>
    public NpgsqlConnection Connection => connection;

    /// <summary>The pool that it came from.</summary>
    public WorkPool Pool => pool;

    /// <summary>Makes keys of locks.</summary>
    public LockNames Names => names;

    /// <summary>Since when an answer is awaited, as a time stamp; 0 while none is.</summary>
    public long AwaitingSince => Volatile.Read(ref _awaitingSince);

    /// <summary>Runs a batch, and marks its answer as awaited until it arrives.</summary>
    public async Task Await(Func<Task> run)
    {
        Volatile.Write(ref _awaitingSince, Stopwatch.GetTimestamp());
        try
        {
            await run();
        }
        finally
        {
            Volatile.Write(ref _awaitingSince, 0);
        }
    }
}
