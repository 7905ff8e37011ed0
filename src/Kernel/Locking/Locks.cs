namespace SocialCommerce.Kernel.Locking;

/// <summary>
/// All advisory locks of the product. PostgreSQL keeps them in two spaces that never meet. The product's own numbers
/// are locked in the space of two integers, kind and number, as they are. Names that callers choose are locked in the
/// space of a single bigint, by an HMAC-SHA256 over kind, shop and name: without this database's secret it is not
/// possible to find a name whose lock collides with another one's.
/// <para>Within a transaction they are taken in this order: books, idempotency key, order, reference, project, tier,
/// settlement, balance, accrual stops, root. A transaction that takes them otherwise may be chosen as a deadlock's
/// victim, and then runs again.</para>
/// </summary>
public static class Locks
{
    /// <summary>The migrator's own lock, held by its session; in the space of names, by a drawn number.</summary>
    public const long Migrations = 0x7A31_5C0E_94D2_6B88;

    /// <summary>SQL: holds the books of the shop @books beside others until the transaction ends.</summary>
    internal static readonly string HoldsBooks =
        $"pg_advisory_xact_lock_shared({(int)NumberedLock.Books}, @books)::text";

    /// <summary>SQL: takes the lock @name, or none where it is null.</summary>
    internal const string TakesName = "pg_advisory_xact_lock(@name)::text";

    /// <summary>SQL: tries to take the lock of @kind on the bigint key.</summary>
    public const string TriesKey = "pg_try_advisory_xact_lock(@kind, key::bit(32)::integer)";

    /// <summary>How long one try for an exclusive lock waits, and so the requests that queue behind it.</summary>
    private const string OneTry = "250ms";

    /// <summary>Holds it beside others who hold it, until the transaction ends.</summary>
    public static void Hold(this SqlBatch batch, NumberedLock kind, long number) =>
        batch.Rows<string>(HoldSql, new { kind = (int)kind, number = Fold(number) });

    /// <summary>Takes locks that are never shared, in the order of their numbers.</summary>
    public static void Take(this SqlBatch batch, NumberedLock kind, params long[] numbers) =>
        batch.Rows<string>(TakeSql, new { kind = (int)kind, numbers = numbers.Select(Fold).Order().ToArray() });

    /// <summary>
    /// Takes a lock exclusively that others share. It waits in short tries, because requests that arrive during a try
    /// queue behind it. The transaction runs again from its beginning after each try.
    /// </summary>
    public static void TakeAlone(this SqlBatch batch, NumberedLock kind, long number)
    {
        batch.Rows<string>(TakeWithinSql, new
        {
            kind = (int)kind,
            number = Fold(number),
            patience = OneTry,
            usual = batch.UsualPatience,
        });
        batch.TriesAgain = true;
    }

    /// <summary>Takes it where it is free; false where another transaction holds it.</summary>
    public static PendingRows<bool> TryTake(this SqlBatch batch, NumberedLock kind, long number) =>
        batch.Rows<bool>(TrySql, new { kind = (int)kind, key = number });

    /// <summary>Takes the lock on a name of a shop.</summary>
    public static void Take(this SqlBatch batch, NamedLock kind, long shopId, string name) =>
        batch.Rows<string>(TakeNameSql, new { name = batch.Names.Of(kind, shopId, name) });

    /// <summary>The same, but waits for no longer than this; what comes after it waits as usual.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="kind">What the name names.</param>
    /// <param name="shopId">The shop.</param>
    /// <param name="name">The name.</param>
    /// <param name="patience">A time as PostgreSQL writes it.</param>
    public static void TakeWithin(this SqlBatch batch, NamedLock kind, long shopId, string name, string patience) =>
        batch.Rows<string>(TakeNameWithinSql, new
        {
            name = batch.Names.Of(kind, shopId, name),
            patience,
            usual = batch.UsualPatience,
        });

    /// <summary>A number as PostgreSQL's integer; two that are 2^32 apart share a lock, and wait.</summary>
    internal static int Fold(long number) => unchecked((int)number);

    internal const string MigrateSql = "select pg_advisory_lock(@lockKey)";

    internal const string MigratedSql = "select pg_advisory_unlock(@lockKey)";

    private const string HoldSql = "select pg_advisory_xact_lock_shared(@kind, @number)::text";

    private const string TakeSql = """
        select pg_advisory_xact_lock(@kind, number)::text from unnest(@numbers) as number
        """;

    private const string TrySql = $"select {TriesKey} from (select @key) as one(key)";

    private const string TakeNameSql = $"select {TakesName}";

    private const string Within = "select set_config('lock_timeout', @patience, true)";

    private const string AsUsual = "set_config('lock_timeout', @usual, true)";

    private const string TakeWithinSql = $"{Within}, pg_advisory_xact_lock(@kind, @number)::text, {AsUsual}";

    private const string TakeNameWithinSql = $"{Within}, {TakesName}, {AsUsual}";
}
