namespace SocialCommerce.Kernel.Settings;

/// <summary>
/// Sets and gets a setting whose record and rules are all that its slice says; the settings in force again change
/// nothing.
/// </summary>
public abstract class SettingHandler<T>(Setting<T> setting, Db db, Caller caller, TimeProvider time)
    : IRequestHandler<PutSetting<T>, Versioned<T>>, IRequestHandler<GetSetting<T>, Versioned<T>> where T : class
{
    /// <inheritdoc/>
    public Task<Versioned<T>> Handle(PutSetting<T> command, CancellationToken cancel) =>
        db.Write(caller.Shop.Id, transaction =>
            new SettingChange<T>(setting, transaction, caller, time).Put(command.Body, command.IfMatch), cancel);

    /// <inheritdoc/>
    public Task<Versioned<T>> Handle(GetSetting<T> query, CancellationToken cancel) =>
        db.InForce(setting, caller.Shop.Id, cancel);
}
