using SocialCommerce.Api;
using SocialCommerce.Api.Contract;

try
{
    if (args is ["--write-spec", var directory])
    {
        await ContractFiles.Write(directory);
        return 0;
    }
    if (args is ["--write-roles", var file])
    {
        await RolesMatrix.Write(file);
        return 0;
    }
    if (args is ["--write-errors", var errors])
    {
        await ContractFiles.WriteErrors(errors);
        return 0;
    }
    if (args is [RotateKeys.Argument, .. var settings]) return await RotateKeys.Run(settings, Console.Out);
    await using var host = await ApiHost.Prepare(args);
    await host.Run();
    return 0;
}
catch (StartupException reason)
{
    await Console.Error.WriteLineAsync(reason.Message);
    return 1;
}
