namespace SocialCommerce.Kernel.Settings;

/// <summary>
/// A change of a setting within a transaction. A slice that asks for more than a valid record, such as a second person,
/// adds its statements to <see cref="Reads"/> before <see cref="Begin"/>, and refuses, waits or adds to
/// <see cref="Writes"/> before <see cref="Commit"/>. Any other calls <see cref="Put"/> alone.
/// </summary>
public sealed class SettingChange<T> where T : class?
{
    private readonly Setting<T> _setting;
    private readonly ShopTransaction _transaction;
    private readonly Caller _caller;
    private readonly TimeProvider _time;
    private readonly PendingRows<ShopState> _state;
    private readonly PendingSetting<T> _latest;
    private SqlBatch? _writes;

    /// <summary>Begins a batch of reads. It locks the shop's row: of two changes at once the second sees the first.
    /// </summary>
    public SettingChange(Setting<T> setting, ShopTransaction transaction, Caller caller, TimeProvider time)
    {
        (_setting, _transaction, _caller, _time) = (setting, transaction, caller, time);
        Reads = transaction.Batch();
        Reads.RaiseSettingsVersion(transaction.ShopId);
        _state = Reads.ShopState(transaction.ShopId);
        _latest = Reads.InForce(setting, transaction.ShopId);
    }

    /// <summary>What is read first.</summary>
    public SqlBatch Reads { get; }

    /// <summary>What is written with the new version.</summary>
    public SqlBatch Writes => _writes ??= _transaction.Batch();

    /// <summary>The version in force.</summary>
    public Versioned<T> InForce => _latest.InForce;

    /// <summary>The shop's time.</summary>
    public DateTimeOffset Now => _state.First!.Now(_caller.Shop, _time);

    /// <summary>Runs the reads, and refuses a change of a version that the caller has not seen.</summary>
    /// <exception cref="ProblemException">412 CHANGED_MEANWHILE.</exception>
    public async Task Begin(string? ifMatch)
    {
        await Reads.Run(_transaction.Cancel);
        EntityTag.Require(ifMatch, InForce.Version);
    }

    /// <summary>Whether the same is in force, so that nothing is to be changed.</summary>
    public bool IsInForce(T content) => JsonDifference.First(content, InForce.Content) is null;

    /// <summary>Adds the next version.</summary>
    public Versioned<T> Keep(T content, string? preparedBy = null)
    {
        var next = new Versioned<T>(InForce.Version + 1, content, Now);
        Writes.Keep(
            _transaction.ShopId, new SettingRow(_setting.Name, next.Version, Json.Write(content!), next.RecordedAt),
            (preparedBy, _caller.Person?.OperatorId));
        return next;
    }

    /// <summary>Adds an entry of the audit log, and commits.</summary>
    public async Task<Versioned<T>> Commit(Versioned<T> next)
    {
        Writes.Log(_transaction.ShopId, _caller, new AuditEntry(
            _setting.Name, _setting.Name, _setting.Logged(InForce.Content), _setting.Logged(next.Content)));
        await Writes.Commit(_transaction.Cancel);
        return next;
    }

    /// <summary>The whole change, where a valid record is all that is asked for.</summary>
    public async Task<Versioned<T>> Put(T content, string? ifMatch)
    {
        await Begin(ifMatch);
        return IsInForce(content) ? InForce : await Commit(Keep(content));
    }
}
